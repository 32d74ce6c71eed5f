using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests;

/// <summary>The moves as pure functions: what they owe, and what they do to clocks.</summary>
public sealed class LifecycleTests
{
    private static readonly DateTimeOffset Now = JobBuilder.Epoch;

    [Fact]
    public void Resume_OfAHeldGate_MovesItsEndByThePauseAndWakesIt()
    {
        var paused = Lifecycle.Pause(Held(), "user:ann", Now.AddSeconds(10)).Change!.Record;

        var resumed = Lifecycle.Resume(paused, "user:bob", Now.AddSeconds(70)).Change!.Record;

        Assert.Equal(Now.AddSeconds(360), resumed.Job.Approval.ExpiresAt);
        Assert.Equal(new Gate("decision:v1", Now.AddSeconds(360)), resumed.Gate);
        Assert.Equal((JobStatus.AwaitingApproval, JobPhase.Approval, WakeUp.Decision, null), (resumed.Job.Status, resumed.Job.Phase, resumed.WakeUp, resumed.Pause));
    }

    [Fact]
    public void GoOn_UnderAPause_MovesWhatIsUnderneath_AndAGateHasItsWholeTime()
    {
        var running = new JobBuilder("job").Status(JobStatus.Running).Build();
        var paused = Lifecycle.Pause(running, "user:ann", Now).Change!.Record;

        // Planning finishes 30 seconds into the pause and opens a gate of 100 seconds.
        var gated = paused.GoOnTo(JobStatus.AwaitingApproval, JobPhase.Approval, Now.AddSeconds(30));
        gated = gated with { Job = gated.Job with { Approval = gated.Job.Approval with { ExpiresAt = Now.AddSeconds(130) } } };
        var resumed = Lifecycle.Resume(gated, "user:ann", Now.AddSeconds(50)).Change!.Record;

        Assert.Equal((JobStatus.Paused, JobStatus.AwaitingApproval), (gated.Job.Status, gated.Underneath()));
        Assert.Equal((JobStatus.AwaitingApproval, Now.AddSeconds(150)), (resumed.Job.Status, resumed.Job.Approval.ExpiresAt!.Value));
    }

    [Theory]
    [InlineData(null, WakeUp.Start, WakeUp.Start)]
    [InlineData(null, null, null)]
    [InlineData("resume:1", null, WakeUp.Resume)]
    public void Resume_WakesOnlyAnOrchestrationThatWaits(string? heldAt, WakeUp? owed, WakeUp? expected)
    {
        var pending = new JobBuilder("job").WakeUp(owed).Build() with { HeldAt = heldAt };
        var paused = Lifecycle.Pause(pending, "user:ann", Now).Change!.Record;

        var resumed = Lifecycle.Resume(paused, "user:ann", Now).Change!.Record;

        Assert.Equal((JobStatus.Pending, expected), (resumed.Job.Status, resumed.WakeUp));
    }

    [Fact]
    public void Retry_ClearsTheErrorAndStartsTheNextAttemptAfterTheLastEvent()
    {
        var error = new JobError("step_refused", "No.", "step-2");
        var failed = new JobBuilder("job").Status(JobStatus.Running).Build().FailFor(error, Now) with { LastSeq = 41 };
        var state = new StepState { StepId = "step-2", PlanVersion = 1, PlanHash = "sha256:1", Status = StepStatus.Failed, Error = error };
        var cutOff = new EndedStep(state, new EventDraft(EventTypes.StepFailed, Error: error), "receipt");

        var update = Lifecycle.Retry(failed, JobPhase.Execution, cutOff, "user:ann", Now);

        var retried = update.Change!.Record;
        Assert.Equal((JobStatus.Running, JobPhase.Execution, 2, null), (retried.Job.Status, retried.Job.Phase, retried.Job.Attempt, retried.Job.Error));
        Assert.Equal((WakeUp.Start, 41L, null), (retried.WakeUp, retried.RetriedAfterSeq, retried.Job.CompletedAt));
        Assert.Equal((state, "receipt"), (update.Change.Step, update.Change.Receipt));
        Assert.Equal([EventTypes.StepFailed, EventTypes.Resumed], update.Change.Events.Select(draft => draft.Type));
        Assert.Null(Lifecycle.Retry(retried, JobPhase.Execution, null, "user:ann", Now).Change);
        Assert.True(retried.HasEnded(run: 1));
        Assert.False(retried.HasEnded(run: 2));
    }

    [Fact]
    public void Retry_OfAJobThatIsBeingRemoved_FindsNone()
    {
        var failed = new JobBuilder("job").Status(JobStatus.Failed).WakeUp(WakeUp.Remove).Build();

        var update = Lifecycle.Retry(failed, JobPhase.Analysis, null, "user:ann", Now);

        Assert.Equal((404, null), (update.Outcome.Refusal!.Status, update.Change));
    }

    [Fact]
    public void Cancel_OfAPausedJob_ForgetsThePause()
    {
        var paused = Lifecycle.Pause(Held(), "user:ann", Now).Change!.Record;

        var cancelled = Lifecycle.Cancel(paused, "user:ann", Now).Change!.Record;

        Assert.Equal((JobStatus.Cancelled, null, null, WakeUp.Stop), (cancelled.Job.Status, cancelled.Pause, cancelled.Gate, cancelled.WakeUp));
        Assert.NotNull(Lifecycle.Resume(cancelled, "user:ann", Now).Outcome.Refusal);
    }

    [Fact]
    public void Resume_OfAJobThatWasNeverPaused_IsRefused_AndARepeatIsNot()
    {
        var resumed = Lifecycle.Resume(Lifecycle.Pause(Held(), "user:ann", Now).Change!.Record, "user:ann", Now).Change!.Record;

        Assert.NotNull(Lifecycle.Resume(Held(), "user:ann", Now).Outcome.Refusal);
        Assert.Null(Lifecycle.Resume(resumed, "user:ann", Now).Outcome.Refusal);
        Assert.Null(Lifecycle.Resume(resumed, "user:ann", Now).Change);
    }

    private static JobRecord Held()
    {
        var record = new JobBuilder("job").Status(JobStatus.AwaitingApproval).Build();
        return record with
        {
            Gate = new Gate("decision:v1", Now.AddSeconds(300)),
            Job = record.Job with { Phase = JobPhase.Approval, Approval = record.Job.Approval with { ExpiresAt = Now.AddSeconds(300) } },
        };
    }
}
