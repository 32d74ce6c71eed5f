using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Lets an activity begin its stage, or sends the orchestration away: to its end when the job has ended, to wait when the job is
/// paused. What an orchestration waits for is stored, so that a resumption knows whether anybody has to be woken.
/// </summary>
internal sealed class StageEntry(IJobStore jobs, TimeProvider clock)
{
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);

    /// <summary>Asks for a job as it was just read.</summary>
    /// <returns>Null when the stage may begin.</returns>
    public async Task<StageOutcome?> AskAsync(JobRecord? record, int run, CancellationToken cancellationToken)
    {
        if (record is null || record.HasEnded(run))
        {
            return Stopped;
        }

        if (record.Job.Status != JobStatus.Paused && !OwesAWakeUp(record))
        {
            return null;
        }

        var asked = await jobs.UpdateAsync(record.Job.JobId, current => Ask(current, run), cancellationToken);
        return asked is null ? Stopped : asked.Outcome;
    }

    /// <summary>Holds the orchestration of a paused job at an event that was never awaited before.</summary>
    public JobUpdate<StageOutcome> Hold(JobRecord record)
    {
        var held = record with
        {
            Holds = record.Holds + 1,
            HeldAt = WireNames.ResumeEvent(record.Holds + 1),
            WakeUp = null,
            UpdatedAt = clock.GetUtcNow(),
        };
        return new JobUpdate<StageOutcome>(
            new StageOutcome(StageVerdict.Paused, ResumeEvent: held.HeldAt), new JobChange { Record = held });
    }

    /// <summary>Whether this very call is what a message was owed for: a resumption, or the start of another attempt.</summary>
    private static bool OwesAWakeUp(JobRecord record) =>
        record.HeldAt is not null || (record.WakeUp == WakeUp.Start && record.Job.Status != JobStatus.Pending);

    private JobUpdate<Asked> Ask(JobRecord record, int run)
    {
        if (record.HasEnded(run))
        {
            return new JobUpdate<Asked>(new Asked(Stopped));
        }

        if (record.Job.Status == JobStatus.Paused)
        {
            var (outcome, change) = Hold(record);
            return new JobUpdate<Asked>(new Asked(outcome), change);
        }

        // A start that is still owed while the job is pending is cleared by what moves the job on.
        var isPending = record.Job.Status == JobStatus.Pending;
        var woken = record with
        {
            HeldAt = null,
            WakeUp = record.WakeUp == WakeUp.Resume || (record.WakeUp == WakeUp.Start && !isPending) ? null : record.WakeUp,
            UpdatedAt = clock.GetUtcNow(),
        };
        return new JobUpdate<Asked>(new Asked(null), OwesAWakeUp(record) ? new JobChange { Record = woken } : null);
    }

    /// <param name="Outcome">Null when the stage may begin.</param>
    private sealed record Asked(StageOutcome? Outcome);
}
