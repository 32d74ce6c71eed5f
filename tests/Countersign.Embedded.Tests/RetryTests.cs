using System.Text.Json.Nodes;
using Countersign.Contracts.Jobs;
using Countersign.Embedded.Tests.InProcess;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>A failed job goes on from where it failed, whichever stage that was.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private readonly RecordedStepsKind _kind = new();
    private InProcessServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await InProcessServer.StartAsync(_kind);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Planning_ThatFailedToAnswerAnObjection_AnswersItAfterTheRetry(bool crashes)
    {
        var jobId = await HoldAsync(new JsonObject());
        _kind.Broken[jobId] = true;
        await ApproveAsync(jobId, new JsonObject { ["approved"] = false, ["replan"] = true, ["feedback"] = "without b" });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Failed);

        await MendAndRetryAsync(jobId, crashes);

        var held = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        Assert.Equal((2, 2, 2), (held.Job.Plan!.Version, held.Rounds, held.Job.Attempt));
        var plan = await _server.Plans.GetAsync(jobId, 2, CancellationToken.None);
        Assert.Equal(("without b", 3), (plan!.Feedback, plan.Steps.Count));
        await ApproveAndCompleteAsync(jobId, version: 2, steps: "a c d");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Analysis_ThatFailedAfterTheInputsChanged_IsMadeAgain(bool crashes)
    {
        var file = Path.Combine(_server.Folder, "input");
        await File.WriteAllTextAsync(file, "before");
        var jobId = await HoldAsync(new JsonObject { ["file"] = "input" });
        await File.WriteAllTextAsync(file, "after");
        _kind.Broken[jobId] = true;
        await ApproveAsync(jobId, new JsonObject { ["approved"] = true });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Failed);

        await MendAndRetryAsync(jobId, crashes);

        var held = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        Assert.Equal((2, null), (held.Job.Plan!.Version, held.Job.Approval.Decision));
        Assert.Empty(_kind.Runs);
        await ApproveAndCompleteAsync(jobId, version: 2, steps: "a b c d");
    }

    [Fact]
    public async Task Gate_ThatFailed_IsOpenedAgainForTheSamePlan()
    {
        var jobId = await HoldAsync(new JsonObject());
        var before = await _server.Jobs.GetAsync(jobId, CancellationToken.None);
        await _server.Engine.TerminateAsync(jobId, "as if the gate could not be read");
        await _server.Jobs.UpdateAsync(
            jobId,
            record => new JobUpdate<bool>(true, new JobChange
            {
                Record = record.FailFor(new JobError("internal_error", "The server could not run 'read_decision'."), _server.Clock.GetUtcNow()),
            }),
            CancellationToken.None);
        _server.Clock.Advance(TimeSpan.FromMinutes(4));

        await MendAndRetryAsync(jobId, crashes: false);

        var held = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        Assert.Equal(before!.Job.Plan, held.Job.Plan);
        Assert.Equal(before.Job.Approval.ExpiresAt!.Value.AddMinutes(4), held.Job.Approval.ExpiresAt);
        await ApproveAndCompleteAsync(jobId, version: 1, steps: "a b c d");
    }

    [Fact]
    public async Task Pause_OfAHeldJob_MovesTheChainWithTheEnd()
    {
        var jobId = await HoldAsync(new JsonObject(), new JsonObject
        {
            ["timeout_seconds"] = 60,
            ["on_timeout"] = "escalate",
            ["escalation"] = new JsonArray(new JsonObject { ["after_seconds"] = 30, ["to"] = "user:boss" }),
        });
        var held = await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        Assert.Equal(202, (await _server.PostAsync(Person.Owner, $"api/jobs/{jobId}/pause")).Status);
        _server.Clock.Advance(TimeSpan.FromDays(3));
        var paused = await _server.UntilAsync(jobId, record => record.Gate is { } gate && gate.ExpiresAt > _server.Clock.GetUtcNow());
        Assert.Empty(paused.Job.Approval.EscalatedTo);

        Assert.Equal(202, (await _server.PostAsync(Person.Owner, $"api/jobs/{jobId}/resume")).Status);

        var moved = await _server.UntilAsync(jobId, record => record is { WakeUp: null, Job.Status: JobStatus.AwaitingApproval });
        Assert.Equal(held.Job.Approval.ExpiresAt!.Value.AddDays(3), moved.Job.Approval.ExpiresAt);
        Assert.Equal(moved.Job.Approval.ExpiresAt!.Value.AddSeconds(-60), moved.Gate!.ExpiresAt);
        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        await _server.UntilAsync(jobId, record => record.Job.Approval.EscalatedTo.Count == 1);
        _server.Clock.Advance(TimeSpan.FromSeconds(60));
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Timeout);
    }

    private async Task MendAndRetryAsync(string jobId, bool crashes)
    {
        _kind.Broken.Clear();
        var retried = await _server.PostAsync(Person.Owner, $"api/jobs/{jobId}/retry");
        Assert.Equal(202, retried.Status);
        if (crashes)
        {
            await _server.CrashAndStartAsync();
        }
    }

    private async Task ApproveAndCompleteAsync(string jobId, int version, string steps)
    {
        await ApproveAsync(jobId, new JsonObject { ["approved"] = true });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.Completed);
        Assert.Equal(steps, string.Join(' ', _kind.Runs.Select(run => run.StepId)));
        Assert.All(_kind.Runs, run => Assert.Equal(version, run.PlanVersion));
    }

    private async Task ApproveAsync(string jobId, JsonObject answer) =>
        Assert.Equal(200, (await _server.PostAsync(Person.Owner, $"api/jobs/{jobId}/approve", answer)).Status);

    private async Task<string> HoldAsync(JsonObject input, JsonObject? approval = null)
    {
        var jobId = await _server.SubmitAsync(
            Person.Owner, new JsonObject { ["kind"] = RecordedStepsKind.Kind, ["input"] = input, ["approval"] = approval ?? [] });
        await _server.UntilAsync(jobId, record => record.Job.Status == JobStatus.AwaitingApproval);
        return jobId;
    }
}
