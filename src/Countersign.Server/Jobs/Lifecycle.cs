using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>
/// The moves that clients ask for, each held to <see cref="JobTransitions"/>. Pure. A repeat of a move whose effect is there
/// already changes nothing and is no error, so that a request whose answer was lost can be sent again.
/// </summary>
internal static class Lifecycle
{
    /// <summary>Holds the job. What its orchestration has begun finishes; it begins nothing more.</summary>
    public static JobUpdate<MoveAnswer> Pause(JobRecord record, string actor, DateTimeOffset now)
    {
        var from = record.Job.Status;
        if (from == JobStatus.Paused)
        {
            return Unchanged(record);
        }

        if (!JobTransitions.IsLegal(from, JobAction.Pause))
        {
            return Refused(record, JobAction.Pause);
        }

        var paused = (record with { Pause = new PauseState(from, now, actor), Pauses = record.Pauses + 1 })
            .MoveTo(JobStatus.Paused, record.Job.Phase, now);
        return Moved(paused, new EventDraft(EventTypes.Paused, EventData.Paused(actor, from)));
    }

    /// <summary>Lets the job go on from where it was; a gate gets back the time that the pause took.</summary>
    public static JobUpdate<MoveAnswer> Resume(JobRecord record, string actor, DateTimeOffset now)
    {
        if (record.Pause is not { } pause)
        {
            return record.Pauses > 0 && !record.Job.Status.IsFinal() ? Unchanged(record) : Refused(record, JobAction.Resume);
        }

        var resumed = GiveBackTime(record.MoveTo(pause.From, record.Job.Phase, now), now - pause.Since);

        // Only an orchestration that waits is woken, so that what else it is owed stays owed.
        var wakeUp = resumed switch
        {
            { HeldAt: not null } => WakeUp.Resume,
            { Gate: not null, Job.Status: JobStatus.AwaitingApproval } => WakeUp.Decision,
            _ => resumed.WakeUp,
        };
        var draft = new EventDraft(EventTypes.Resumed, EventData.Resumed(actor, resumed.Job));
        return Moved(resumed with { WakeUp = wakeUp }, draft);
    }

    /// <summary>Ends the job. Running work notices within a second, and nothing that it reports is stored any more.</summary>
    public static JobUpdate<MoveAnswer> Cancel(JobRecord record, string actor, DateTimeOffset now)
    {
        if (!JobTransitions.IsLegal(record.Job.Status, JobAction.Cancel))
        {
            return Refused(record, JobAction.Cancel);
        }

        var cancelled = record.MoveTo(JobStatus.Cancelled, null, now) with { WakeUp = WakeUp.Stop, Gate = null };
        return Moved(cancelled, new EventDraft(EventTypes.Cancelled, EventData.Cancelled(actor)));
    }

    /// <summary>
    /// Runs a failed job on under another orchestration. What is stored stays: the analysis, the plan with its decision, the
    /// results of finished steps.
    /// </summary>
    /// <param name="record">The job.</param>
    /// <param name="phase">Where it goes on.</param>
    /// <param name="cutOff">A step that was running when the job failed without it, and now ends; null when there is none.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="now">The time.</param>
    public static JobUpdate<MoveAnswer> Retry(JobRecord record, JobPhase phase, EndedStep? cutOff, string actor, DateTimeOffset now)
    {
        if (record.WakeUp == WakeUp.Remove)
        {
            return new JobUpdate<MoveAnswer>(new MoveAnswer(record, Refusals.JobNotFound(record.Job.JobId)));
        }

        if (!JobTransitions.IsLegal(record.Job.Status, JobAction.Retry))
        {
            return record.Job.Attempt > 1 && !record.Job.Status.IsFinal() ? Unchanged(record) : Refused(record, JobAction.Retry);
        }

        var running = record.MoveTo(JobStatus.Running, phase, now);
        var retried = running with
        {
            WakeUp = WakeUp.Start,
            HeldAt = null,
            RetriedAfterSeq = record.LastSeq,
            GateSeconds = null,
            Job = running.Job with { Attempt = record.Job.Attempt + 1, Error = null },
        };
        return new JobUpdate<MoveAnswer>(new MoveAnswer(retried), new JobChange
        {
            Record = retried,
            Events = [.. cutOff is null ? [] : new[] { cutOff.Event }, new EventDraft(EventTypes.Resumed, EventData.Retried(actor, retried.Job))],
            Step = cutOff?.State,
            Receipt = cutOff?.Receipt,
        });
    }

    /// <summary>Marks a final job as gone; what belongs to it is removed afterwards.</summary>
    public static JobUpdate<MoveAnswer> Delete(JobRecord record, string actor, DateTimeOffset now)
    {
        if (!JobTransitions.IsLegal(record.Job.Status, JobAction.Delete))
        {
            return new JobUpdate<MoveAnswer>(new MoveAnswer(record, Refusals.JobActive(record.Job.Status)));
        }

        var removed = record with { WakeUp = WakeUp.Remove, RemovedBy = actor, UpdatedAt = now };
        return new JobUpdate<MoveAnswer>(new MoveAnswer(removed), new JobChange { Record = removed });
    }

    private static JobRecord GiveBackTime(JobRecord record, TimeSpan paused)
    {
        if (record.Job.Status != JobStatus.AwaitingApproval || record.Job.Approval.ExpiresAt is not { } expiresAt)
        {
            return record;
        }

        // The instants of the chain are counted back from the end, so they move with it.
        var approval = record.Job.Approval with { ExpiresAt = expiresAt + paused };
        return record with
        {
            Gate = record.Gate is { } gate ? gate with { ExpiresAt = Gates.NextInstant(approval) } : null,
            Job = record.Job with { Approval = approval },
        };
    }

    private static JobUpdate<MoveAnswer> Moved(JobRecord record, EventDraft draft) =>
        new(new MoveAnswer(record), new JobChange { Record = record, Events = [draft] });

    private static JobUpdate<MoveAnswer> Unchanged(JobRecord record) => new(new MoveAnswer(record));

    private static JobUpdate<MoveAnswer> Refused(JobRecord record, JobAction action) =>
        new(new MoveAnswer(record, Refusals.IllegalTransition(record.Job.Status, record.Pause?.From, action)));
}
