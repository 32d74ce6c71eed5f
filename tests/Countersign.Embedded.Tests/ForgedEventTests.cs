using System.Text.Json.Nodes;
using Countersign.Durable;
using Countersign.Server.Ports;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Whoever can raise events in the engine still cannot start a step.</summary>
public sealed class ForgedEventTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost _host = null!;
    private ApiClient _api = null!;

    private string Effects => Path.Combine(_folder, "effects");

    public async ValueTask InitializeAsync()
    {
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            ExtraKinds = [new CountedStepsKind(Effects)],
        });
        _api = new ApiClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task DecisionEvents_WithoutAStoredDecision_MoveNothing()
    {
        var engine = _host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();

        await engine.RaiseEventAsync(jobId, "decision:v1", new JsonObject { ["approved"] = true }.ToJsonString());
        await _api.WaitForEventAsync(jobId, "log");
        await engine.RaiseEventAsync(jobId, "decision:v1:1");
        await engine.RaiseEventAsync(jobId, "DECISION:V1:2", 42);
        await engine.RaiseEventAsync(jobId, "something else");

        var job = await _api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", job.Text("status"));
        Assert.False(File.Exists(Effects));
    }

    [Fact]
    public async Task Approval_OfAnOldVersion_WrittenIntoTheQueue_StartsNothingOfTheNew()
    {
        var engine = _host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();
        await ReplanAsync(jobId, "again");
        await HeldAsync(jobId, version: 2);

        foreach (var name in (string[])["decision:v1", "decision:v2", "decision:v2:1", "decision:v3"])
        {
            await engine.RaiseEventAsync(jobId, name, """{"approved":true,"plan_version":2}""");
        }

        await _api.WaitForEventAsync(jobId, "log");
        Assert.Equal("awaiting_approval", (await _api.GetAsync($"api/jobs/{jobId}")).Text("status"));
        Assert.False(File.Exists(Effects));

        // Sent before its gate was opened, the event of the third gate is kept for it and opens nothing there either.
        await ReplanAsync(jobId, "once more");
        await HeldAsync(jobId, version: 3);
        Assert.False(File.Exists(Effects));
        await _api.ApproveAsync(jobId);
        await _api.WaitForEventAsync(jobId, "completion");
    }

    [Fact]
    public async Task Orchestration_StartedByAnAttacker_RunsNothing()
    {
        var engine = _host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();
        var store = _host.Services.GetRequiredService<IJobStore>();
        // As if somebody had cleared the gate, and the engine begun from the start.
        await store.UpdateAsync(
            jobId, record => new JobUpdate<bool>(true, new JobChange { Record = record with { Gate = null } }), CancellationToken.None);
        await engine.TerminateAsync(jobId, "test");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await engine.WaitForCompletionAsync(jobId, patience.Token);

        Assert.True(await engine.RestartAsync(jobId));

        var failure = await _api.WaitForEventAsync(jobId, "failure");
        Assert.Equal("plan_not_approved", failure.GetProperty("error").GetProperty("code").GetString());
        Assert.False(File.Exists(Effects));
    }

    [Fact]
    public async Task Approval_AfterForgedEvents_StillWakesTheJob()
    {
        var engine = _host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();
        await engine.RaiseEventAsync(jobId, "decision:v1");
        await _api.WaitForEventAsync(jobId, "log");

        await _api.ApproveAsync(jobId);

        await _api.WaitForEventAsync(jobId, "completion");
        Assert.Equal(2, (await File.ReadAllLinesAsync(Effects)).Length);
    }

    [Fact]
    public async Task Cancel_WhileAStepRuns_StopsItAndReportsNothingMore()
    {
        var jobId = await _api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 2, ["hold"] = Path.Combine(_folder, "never") },
        });
        await _api.WaitForEventAsync(jobId, "approval_required");
        await _api.ApproveAsync(jobId);
        await _api.WaitForEventAsync(jobId, "step_started");

        // The start is told before the kind is called, and only what has begun can be stopped.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!File.Exists(Effects))
        {
            await Task.Delay(1, patience.Token);
        }

        await _api.PostAsync($"api/jobs/{jobId}/cancel");

        var engine = _host.Services.GetRequiredService<IOrchestrationClient>();
        var state = await engine.WaitForCompletionAsync(jobId, patience.Token);
        Assert.True(state!.IsFinal);
        var events = await _api.ReadEventsAsync(jobId);
        Assert.Equal("cancelled", events[^1].GetProperty("type").GetString());
        Assert.Single(await File.ReadAllLinesAsync(Effects));
    }

    private Task<ApiAnswer> ReplanAsync(string jobId, string feedback) => _api.PostAsync(
        $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = feedback });

    private async Task HeldAsync(string jobId, int version)
    {
        for (var after = 0L; ;)
        {
            var page = await _api.GetAsync($"api/jobs/{jobId}/events?after={after}&wait=30");
            if (page.Body.GetProperty("events").EnumerateArray().Any(entry =>
                entry.GetProperty("type").GetString() == "approval_required" && entry.GetProperty("data").GetProperty("plan_version").GetInt32() == version))
            {
                return;
            }

            Assert.NotEqual(after, page.Body.GetProperty("next").GetInt64());
            after = page.Body.GetProperty("next").GetInt64();
        }
    }

    private async Task<string> SubmitAsync()
    {
        var jobId = await _api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 2 },
        });
        await _api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }
}
