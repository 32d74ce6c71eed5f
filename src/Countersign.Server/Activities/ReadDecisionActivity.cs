using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Activities;

/// <summary>
/// Finds out what a wake-up at a gate means, from the stored decision alone. An event without a decision moves nothing: the
/// orchestration is sent to wait again, under another event name.
/// </summary>
internal sealed class ReadDecisionActivity(
    IJobStore jobs, IPlanStore plans, TimeProvider clock, ILogger<ReadDecisionActivity> logger) : IActivity<GateTask, GateOutcome>
{
    /// <summary>How often the orchestration of a paused job looks by itself; the resumption wakes it.</summary>
    private static readonly TimeSpan WhilePaused = TimeSpan.FromDays(1);

    private static readonly GateOutcome Stopped = new(GateVerdict.Stopped);

    public async Task<GateOutcome> RunAsync(ActivityContext context, GateTask input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var decision = await plans.GetDecisionAsync(input.JobId, input.Plan.Version, cancellationToken);
            var found = await jobs.UpdateAsync(input.JobId, record => Decide(record, input, decision), cancellationToken);
            if (found is null)
            {
                return Stopped;
            }

            // A decision was stored between the two reads: look again, so that it counts.
            if (found.Outcome is { } outcome)
            {
                return outcome;
            }
        }
    }

    private JobUpdate<Finding> Decide(JobRecord record, GateTask task, Decision? decision)
    {
        if (record.Job.Status.IsFinal())
        {
            return Settled(Stopped, record);
        }

        if (decision is null && record.Job.Approval.Decision is not null)
        {
            return new JobUpdate<Finding>(new Finding(null));
        }

        if (decision is { Approved: true } && decision.PlanHash == task.Plan.Hash)
        {
            return Settled(new GateOutcome(GateVerdict.Approved), record);
        }

        if (task.Expired && record.Job.Status == JobStatus.Paused)
        {
            return WaitAgain(record, task, clock.GetUtcNow() + WhilePaused);
        }

        if (task.Expired && record.Job.Approval.ExpiresAt is { } expiresAt)
        {
            // A pause may have moved the end after the orchestration began to wait for it.
            return clock.GetUtcNow() >= expiresAt ? Expire(record) : WaitAgain(record, task, expiresAt);
        }

        // Owed without a decision: a resumption moved the end of the wait.
        if (record is { WakeUp: WakeUp.Decision, Gate: { } moved })
        {
            return WaitAgain(record, task, moved.ExpiresAt);
        }

        return record.Gate is { } gate && gate.EventName != task.Gate.EventName
            ? new JobUpdate<Finding>(new Finding(new GateOutcome(GateVerdict.Undecided, gate)))
            : Ignore(record, task);
    }

    /// <summary>Nothing more is owed to the orchestration for this decision; only a real change is written.</summary>
    private JobUpdate<Finding> Settled(GateOutcome outcome, JobRecord record)
    {
        var finding = new Finding(outcome);
        return record.WakeUp is null && record.Gate is null
            ? new JobUpdate<Finding>(finding)
            : new JobUpdate<Finding>(
                finding, new JobChange { Record = record with { WakeUp = null, Gate = null, UpdatedAt = clock.GetUtcNow() } });
    }

    private JobUpdate<Finding> Expire(JobRecord record)
    {
        var now = clock.GetUtcNow();
        if (record.Job.Approval.OnTimeout == TimeoutAction.Cancel)
        {
            var cancelled = record.MoveTo(JobStatus.Cancelled, null, now) with { Gate = null };
            return new JobUpdate<Finding>(
                new Finding(Stopped),
                new JobChange { Record = cancelled, Events = [new EventDraft(EventTypes.Cancelled, EventData.Cancelled("timeout"))] });
        }

        var error = new JobError(
            ErrorCodes.ApprovalTimeout, $"Nobody decided on the plan within {record.Job.Approval.TimeoutSeconds:0.###} seconds.");
        var ended = record.MoveTo(JobStatus.Timeout, null, now) with { Gate = null };
        ended = ended with { Job = ended.Job with { Error = error } };
        return new JobUpdate<Finding>(
            new Finding(Stopped), new JobChange { Record = ended, Events = [new EventDraft(EventTypes.Failure, Error: error)] });
    }

    /// <summary>Sends the orchestration to wait under a new name, until another time; what woke it has had its effect.</summary>
    private JobUpdate<Finding> WaitAgain(JobRecord record, GateTask task, DateTimeOffset until)
    {
        var next = NextGate(task, until);
        return new JobUpdate<Finding>(
            new Finding(new GateOutcome(GateVerdict.Undecided, next)),
            new JobChange { Record = record with { Gate = next, WakeUp = null, UpdatedAt = clock.GetUtcNow() } });
    }

    private static Gate NextGate(GateTask task, DateTimeOffset until) =>
        new(WireNames.DecisionEvent(task.Plan.Version, GateNames.WaitOf(task.Gate.EventName) + 1), until);

    private JobUpdate<Finding> Ignore(JobRecord record, GateTask task)
    {
        logger.ForgedWakeUp(task.JobId);
        var wait = GateNames.WaitOf(task.Gate.EventName) + 1;
        var next = NextGate(task, task.Gate.ExpiresAt);
        var line = EventData.Log(
            step: null, wait, Countersign.Kinds.JobLogLevel.Warning, "A decision event came without a stored decision; it was ignored.");
        return new JobUpdate<Finding>(
            new Finding(new GateOutcome(GateVerdict.Undecided, next)),
            new JobChange
            {
                Record = record with { Gate = next, UpdatedAt = clock.GetUtcNow() },
                Events = [new EventDraft(EventTypes.Log, line)],
            });
    }

    /// <param name="Outcome">Null when the decision must be read again.</param>
    private sealed record Finding(GateOutcome? Outcome);
}
