using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Proof;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Activities;

/// <summary>
/// Finds out what a wake-up at a gate means, from what is stored alone: a decision, a new plan version, the time, or nothing.
/// Where no decision is stored, the orchestration is sent to wait again, under another event name.
/// </summary>
internal sealed class ReadDecisionActivity(
    IJobStore jobs, StageParts parts, DecisionSignatures signatures, TimeProvider clock, ILogger<ReadDecisionActivity> logger)
    : IActivity<GateTask, GateOutcome>
{
    /// <summary>How often the orchestration of a paused job looks by itself; the resumption wakes it.</summary>
    private static readonly TimeSpan WhilePaused = TimeSpan.FromDays(1);

    private static readonly GateOutcome Stopped = new(GateVerdict.Stopped);

    public async Task<GateOutcome> RunAsync(ActivityContext context, GateTask input, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            if (await jobs.GetAsync(input.JobId, cancellationToken) is not { Job.Plan.Version: var version } read
                || await parts.FindPlanAsync(read, version, cancellationToken) is not { } plan)
            {
                return Stopped;
            }

            var decision = await parts.FindDecisionAsync(read, version, cancellationToken);
            var problem = decision is null ? null : await signatures.CheckAsync(decision, cancellationToken);
            var row = new DecisionRow(decision, problem, IsMissed: look > 1 && decision is null);

            // An approval is only passed on, to the step that checks it once more: nothing is written, so nothing has to be asked again.
            if (problem is null
                && decision is { Approved: true }
                && Decide(read, input, plan, row) is { Change: null, Outcome.Outcome: { Verdict: GateVerdict.Approved } approved })
            {
                return approved;
            }

            var found = await jobs.UpdateAsync(
                input.JobId,
                record => StageParts.AreUnchanged(read, record) ? Decide(record, input, plan, row) : new JobUpdate<Finding>(new Finding(null)),
                cancellationToken);
            if (found is null)
            {
                return Stopped;
            }

            // A version or a decision was stored between the reads, by this server or by somebody else: look again, so that it counts.
            if (found.Outcome is { } outcome)
            {
                return outcome;
            }
        }
    }

    private JobUpdate<Finding> Decide(JobRecord record, GateTask task, Plan plan, DecisionRow row)
    {
        if (record.HasEnded(task.Run))
        {
            // What is owed belongs to the attempt that goes on.
            return record.Job.Attempt == task.Run ? Settled(Stopped, record) : new JobUpdate<Finding>(new Finding(Stopped));
        }

        // Whoever can write to the database can write a decision; a plan that is held has none from this server.
        var forged = record.Underneath() == JobStatus.AwaitingApproval ? row.Problem : null;
        var decision = forged is null ? row.Decision : null;
        var isDecided = record.Job.Approval.Decision is not null;
        if (record.Job.Plan?.Version != plan.Version || (isDecided && row is { Decision: null, IsMissed: false }))
        {
            return new JobUpdate<Finding>(new Finding(null));
        }

        var reference = References.To(plan) with { Hash = record.Job.Plan.Hash };
        if (isDecided && decision is null)
        {
            // The step finds no approval, and says so.
            return Approved(reference);
        }

        if (decision is { Approved: true } && decision.PlanHash == reference.Hash)
        {
            return Approved(reference);
        }

        if (decision is { Approved: false, Replan: true })
        {
            return Settled(new GateOutcome(GateVerdict.Replan, Plan: reference, Round: record.PlannerRounds() + 1), record);
        }

        // This activity has run before and sent the orchestration on already.
        if (record.Gate is { } gate && gate.EventName != task.Gate.EventName)
        {
            return new JobUpdate<Finding>(new Finding(new GateOutcome(GateVerdict.Undecided, gate, reference)));
        }

        var undecided = Undecided(record, task, reference, isForged: forged is not null);
        return forged is null ? undecided : NoteForged(undecided, task, plan.Version, forged);
    }

    private JobUpdate<Finding> Undecided(JobRecord record, GateTask task, PlanReference plan, bool isForged)
    {
        var now = clock.GetUtcNow();
        var approval = record.Job.Approval;
        if (record.Job.Status == JobStatus.AwaitingApproval && now >= approval.ExpiresAt)
        {
            return Expire(record, now);
        }

        if (GateNames.VersionOf(task.Gate.EventName) != plan.Version)
        {
            return WaitAgain(record, plan, WireNames.DecisionEvent(plan.Version, wait: 0), now);
        }

        var wait = GateNames.WaitOf(task.Gate.EventName) + 1;
        var next = WireNames.DecisionEvent(plan.Version, wait);

        // An event that is owed without a decision tells of a resumption, which moved the instants.
        if (!task.Expired && !isForged && record.WakeUp != WakeUp.Decision)
        {
            logger.ForgedWakeUp(task.JobId);
            return WaitAgain(
                record,
                plan,
                next,
                now,
                [new EventDraft(EventTypes.Log, Warning(wait, "A decision event came without a stored decision; it was ignored."))],
                [new AuditDraft(AuditActs.EventForged, AuditDraft.System, new AuditFact("plan_version", plan.Version))]);
        }

        return record.Job.Status == JobStatus.AwaitingApproval && now >= Gates.NextInstant(approval)
            ? Escalate(record, plan, next, now)
            : WaitAgain(record, plan, next, now);
    }

    /// <summary>Tells of the stored decision that counts for nothing, whatever else follows.</summary>
    private JobUpdate<Finding> NoteForged(JobUpdate<Finding> update, GateTask task, int version, string problem)
    {
        if (update.Change is not { } change)
        {
            return update;
        }

        logger.ForgedDecision(task.JobId, version, problem);
        var message = $"A decision on plan version {version} is stored that this server did not make; it was ignored.";
        var told = new EventDraft(EventTypes.Log, Warning(GateNames.WaitOf(task.Gate.EventName) + 1, message));
        var act = new AuditDraft(AuditActs.DecisionForged, AuditDraft.System, new("plan_version", version), new("problem", problem));
        return update with { Change = change with { Events = [told, .. change.Events], Acts = [.. change.Acts, act] } };
    }

    private static JobUpdate<Finding> Escalate(JobRecord record, PlanReference plan, string next, DateTimeOffset now)
    {
        var approval = record.Job.Approval;
        var link = approval.Escalation[approval.EscalatedTo.Count];
        approval = approval with { EscalatedTo = [.. approval.EscalatedTo, link.To] };
        var escalated = record with { Job = record.Job with { Approval = approval } };
        return WaitAgain(escalated, plan, next, now, [new EventDraft(EventTypes.Escalated, EventData.Escalated(link, approval))]);
    }

    /// <summary>Sends the orchestration to wait under a new name; what woke it has had its effect.</summary>
    private static JobUpdate<Finding> WaitAgain(
        JobRecord record,
        PlanReference plan,
        string eventName,
        DateTimeOffset now,
        IReadOnlyList<EventDraft>? events = null,
        IReadOnlyList<AuditDraft>? acts = null)
    {
        // The instants of a paused job may lie behind: its clock stands still, and the resumption moves them.
        var alarm = record.Job.Status == JobStatus.Paused ? now + WhilePaused : Gates.NextInstant(record.Job.Approval);
        var gate = new Gate(eventName, alarm);
        return new JobUpdate<Finding>(
            new Finding(new GateOutcome(GateVerdict.Undecided, gate, plan)),
            new JobChange { Record = record with { Gate = gate, WakeUp = null, UpdatedAt = now }, Events = events ?? [], Acts = acts ?? [] });
    }

    /// <summary>What is owed stays owed until a step begins: only then has the approval had its effect.</summary>
    private static JobUpdate<Finding> Approved(PlanReference plan) => new(new Finding(new GateOutcome(GateVerdict.Approved, Plan: plan)));

    /// <summary>Nothing more is owed to the orchestration for this decision; only a real change is written.</summary>
    private JobUpdate<Finding> Settled(GateOutcome outcome, JobRecord record)
    {
        var finding = new Finding(outcome);
        return record.WakeUp is null && record.Gate is null
            ? new JobUpdate<Finding>(finding)
            : new JobUpdate<Finding>(
                finding, new JobChange { Record = record with { WakeUp = null, Gate = null, UpdatedAt = clock.GetUtcNow() } });
    }

    private static JobUpdate<Finding> Expire(JobRecord record, DateTimeOffset now)
    {
        if (record.Job.Approval.OnTimeout == TimeoutAction.Cancel)
        {
            var cancelled = record.MoveTo(JobStatus.Cancelled, null, now) with { Gate = null, WakeUp = null };
            return new JobUpdate<Finding>(
                new Finding(Stopped),
                new JobChange { Record = cancelled, Events = [new EventDraft(EventTypes.Cancelled, EventData.Cancelled("timeout"))] });
        }

        var error = new JobError(
            ErrorCodes.ApprovalTimeout, $"Nobody decided on the plan within {Gates.SpanOf(record.Job.Approval).TotalSeconds:0.###} seconds.");
        var ended = record.MoveTo(JobStatus.Timeout, null, now) with { Gate = null, WakeUp = null };
        ended = ended with { Job = ended.Job with { Error = error } };
        return new JobUpdate<Finding>(
            new Finding(Stopped), new JobChange { Record = ended, Events = [new EventDraft(EventTypes.Failure, Error: error)] });
    }

    private static System.Text.Json.JsonElement Warning(int wait, string message) => EventData.Log(
        step: null, wait, Countersign.Kinds.JobLogLevel.Warning, message);

    /// <param name="Decision">What is stored as the decision; null when nothing is.</param>
    /// <param name="Problem">Why this server did not make it; null when it did.</param>
    /// <param name="IsMissed">Whether nothing was stored the last time either.</param>
    private sealed record DecisionRow(Decision? Decision, string? Problem, bool IsMissed);

    /// <param name="Outcome">Null when the store must be read again.</param>
    private sealed record Finding(GateOutcome? Outcome);
}
