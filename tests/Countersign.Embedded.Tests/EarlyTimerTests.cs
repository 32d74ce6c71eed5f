using System.Text.Json.Nodes;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>An engine whose clock is ahead of the host's wakes a job before its gate expires.</summary>
public sealed class EarlyTimerTests : CountedStepsHostTest
{
    [Fact]
    public async Task Expiry_BeforeItsTime_WaitsOnAndSaysNothing()
    {
        var jobId = await Api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 1 },
        });
        await Api.WaitForEventAsync(jobId, "approval_required");
        var events = await Api.ReadEventsAsync(jobId);
        var record = await Host.Services.GetRequiredService<IJobStore>().GetAsync(jobId, CancellationToken.None);
        var plan = await Host.Services.GetRequiredService<IPlanStore>().GetAsync(jobId, 1, CancellationToken.None);
        var task = new GateTask(jobId, new PlanReference(1, plan!.Hash, []), record!.Gate!, Expired: true);

        var outcome = await Host.Services.GetRequiredService<IActivity<GateTask, GateOutcome>>()
            .RunAsync(new ActivityContext(jobId, WireNames.ReadDecision), task, CancellationToken.None);

        Assert.Equal((GateVerdict.Undecided, record.Gate! with { EventName = "decision:v1:1" }), (outcome.Verdict, outcome.Gate));
        Assert.Equal(events.Count, (await Api.ReadEventsAsync(jobId)).Count);
    }
}
