using System.Text.Json.Nodes;
using Countersign.Durable;
using Countersign.Server.Ports;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>Whoever can raise events in the engine still cannot start a step.</summary>
public sealed class ForgedEventTests : CountedStepsHostTest
{
    [Fact]
    public async Task DecisionEvents_WithoutAStoredDecision_MoveNothing()
    {
        var engine = Host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();

        await engine.RaiseEventAsync(jobId, "decision:v1", new JsonObject { ["approved"] = true }.ToJsonString());
        await Api.WaitForEventAsync(jobId, "log");
        await engine.RaiseEventAsync(jobId, "decision:v1:1");
        await engine.RaiseEventAsync(jobId, "DECISION:V1:2", 42);
        await engine.RaiseEventAsync(jobId, "something else");

        var job = await Api.GetAsync($"api/jobs/{jobId}");
        Assert.Equal("awaiting_approval", job.Text("status"));
        Assert.False(File.Exists(Effects));
    }

    [Fact]
    public async Task Approval_OfAnOldVersion_WrittenIntoTheQueue_StartsNothingOfTheNew()
    {
        var engine = Host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();
        await ReplanAsync(jobId, "again");
        await HeldAsync(jobId, version: 2);

        foreach (var name in (string[])["decision:v1", "decision:v2", "decision:v2:1", "decision:v3"])
        {
            await engine.RaiseEventAsync(jobId, name, """{"approved":true,"plan_version":2}""");
        }

        await Api.WaitForEventAsync(jobId, "log");
        Assert.Equal("awaiting_approval", (await Api.GetAsync($"api/jobs/{jobId}")).Text("status"));
        Assert.False(File.Exists(Effects));

        // Sent before its gate was opened, the event of the third gate is kept for it and opens nothing there either.
        await ReplanAsync(jobId, "once more");
        await HeldAsync(jobId, version: 3);
        Assert.False(File.Exists(Effects));
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "completion");
    }

    [Fact]
    public async Task Orchestration_StartedByAnAttacker_RunsNothing()
    {
        var engine = Host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();
        var store = Host.Services.GetRequiredService<IJobStore>();
        // As if somebody had cleared the gate, and the engine begun from the start.
        await store.UpdateAsync(
            jobId, record => new JobUpdate<bool>(true, new JobChange { Record = record with { Gate = null } }), CancellationToken.None);
        await engine.TerminateAsync(jobId, "test");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await engine.WaitForCompletionAsync(jobId, patience.Token);

        Assert.True(await engine.RestartAsync(jobId));

        var failure = await Api.WaitForEventAsync(jobId, "failure");
        Assert.Equal("plan_not_approved", failure.GetProperty("error").GetProperty("code").GetString());
        Assert.False(File.Exists(Effects));
    }

    [Fact]
    public async Task Approval_AfterForgedEvents_StillWakesTheJob()
    {
        var engine = Host.Services.GetRequiredService<IOrchestrationClient>();
        var jobId = await SubmitAsync();
        await engine.RaiseEventAsync(jobId, "decision:v1");
        await Api.WaitForEventAsync(jobId, "log");

        await Api.ApproveAsync(jobId);

        await Api.WaitForEventAsync(jobId, "completion");
        Assert.Equal(2, (await File.ReadAllLinesAsync(Effects)).Length);
    }

    [Fact]
    public async Task Cancel_WhileAStepRuns_StopsItAndReportsNothingMore()
    {
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 2, ["hold"] = Path.Combine(Folder, "never") },
        });
        await Api.WaitForEventAsync(jobId, "approval_required");
        await Api.ApproveAsync(jobId);
        await Api.WaitForEventAsync(jobId, "step_started");

        // The start is told before the kind is called, and only what has begun can be stopped.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!File.Exists(Effects))
        {
            await Task.Delay(1, patience.Token);
        }

        await Api.PostAsync($"api/jobs/{jobId}/cancel");

        var engine = Host.Services.GetRequiredService<IOrchestrationClient>();
        var state = await engine.WaitForCompletionAsync(jobId, patience.Token);
        Assert.True(state!.IsFinal);
        var events = await Api.ReadEventsAsync(jobId);
        Assert.Equal("cancelled", events[^1].GetProperty("type").GetString());
        Assert.Single(await File.ReadAllLinesAsync(Effects));
    }

    private Task<ApiAnswer> ReplanAsync(string jobId, string feedback) => Api.PostAsync(
        $"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = feedback });

    private async Task HeldAsync(string jobId, int version)
    {
        for (var after = 0L; ;)
        {
            var page = await Api.GetAsync($"api/jobs/{jobId}/events?after={after}&wait=30");
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
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 2 },
        });
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }
}
