using System.Text.Json.Nodes;
using Countersign.Durable;
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

        await _api.PostAsync($"api/jobs/{jobId}/cancel");

        var engine = _host.Services.GetRequiredService<IOrchestrationClient>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var state = await engine.WaitForCompletionAsync(jobId, patience.Token);
        Assert.True(state!.IsFinal);
        var events = await _api.ReadEventsAsync(jobId);
        Assert.Equal("cancelled", events[^1].GetProperty("type").GetString());
        Assert.Single(await File.ReadAllLinesAsync(Effects));
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
