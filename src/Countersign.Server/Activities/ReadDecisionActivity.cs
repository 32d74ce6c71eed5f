using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Proof;
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

        if (task.Expired && clock.GetUtcNow() >= task.Gate.ExpiresAt)
        {
            return Expire(record);
        }

        if (record.Gate is { } gate && gate.EventName != task.Gate.EventName)
        {
            return new JobUpdate<Finding>(new Finding(new GateOutcome(GateVerdict.Undecided, gate)));
        }

        // An engine whose clock is ahead of ours wakes too early; that is nothing to tell anybody.
        return task.Expired ? WaitOn(record, NextGate(task), [], []) : Ignore(record, task);
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

    private JobUpdate<Finding> Ignore(JobRecord record, GateTask task)
    {
        logger.ForgedWakeUp(task.JobId);
        var next = NextGate(task);
        var line = EventData.Log(
            step: null,
            GateNames.WaitOf(next.EventName),
            Countersign.Kinds.JobLogLevel.Warning,
            "A decision event came without a stored decision; it was ignored.");
        return WaitOn(
            record,
            next,
            [new EventDraft(EventTypes.Log, line)],
            [new AuditDraft(AuditActs.EventForged, AuditDraft.System, new AuditFact("plan_version", task.Plan.Version))]);
    }

    private JobUpdate<Finding> WaitOn(
        JobRecord record, Gate next, IReadOnlyList<EventDraft> events, IReadOnlyList<AuditDraft> acts) => new(
        new Finding(new GateOutcome(GateVerdict.Undecided, next)),
        new JobChange { Record = record with { Gate = next, UpdatedAt = clock.GetUtcNow() }, Events = events, Acts = acts });

    private static Gate NextGate(GateTask task) => new(
        WireNames.DecisionEvent(task.Plan.Version, GateNames.WaitOf(task.Gate.EventName) + 1), task.Gate.ExpiresAt);

    /// <param name="Outcome">Null when the decision must be read again.</param>
    private sealed record Finding(GateOutcome? Outcome);
}
