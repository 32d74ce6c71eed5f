using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>Changes of a job's record, each held to the table of legal moves.</summary>
internal static class JobMoves
{
    /// <summary>The record in another status.</summary>
    /// <exception cref="InvalidOperationException">The table has no such move; callers check first.</exception>
    public static JobRecord MoveTo(this JobRecord record, JobStatus status, JobPhase? phase, DateTimeOffset now)
    {
        var job = record.Job;
        if (job.Status != status && !JobTransitions.IsLegal(job.Status, status))
        {
            throw new InvalidOperationException($"Job '{job.JobId}' cannot move from {job.Status} to {status}.");
        }

        return record with
        {
            UpdatedAt = now,
            Job = job with
            {
                Status = status,
                Phase = phase,
                StartedAt = job.StartedAt ?? (status == JobStatus.Running ? now : null),
                CompletedAt = status.IsFinal() ? now : null,
            },
            Pause = status == JobStatus.Paused ? record.Pause : null,
            GateOpenedAt = status == JobStatus.AwaitingApproval ? record.GateOpenedAt ?? now : null,
            GateSeconds = status != JobStatus.AwaitingApproval && record.GateOpenedAt is { } opened
                ? (record.GateSeconds ?? 0) + Math.Max(0, (now - opened).TotalSeconds)
                : record.GateSeconds,
        };
    }

    /// <summary>
    /// The record further on by its own work. Under a pause the job stays paused, and what it was paused from moves: a step in
    /// flight finishes and counts, and a gate that opens has its whole time after the resumption.
    /// </summary>
    public static JobRecord GoOnTo(this JobRecord record, JobStatus status, JobPhase? phase, DateTimeOffset now)
    {
        if (record.Pause is not { } pause)
        {
            return record.MoveTo(status, phase, now);
        }

        var moved = (record with { Job = record.Job with { Status = pause.From } }).MoveTo(status, phase, now);
        return moved with
        {
            Job = moved.Job with { Status = JobStatus.Paused },
            Pause = pause with { From = status, Since = now },
            GateOpenedAt = null,
        };
    }

    /// <summary>
    /// The record of a job whose plan was approved and whose orchestration has come to a step: it waits at no gate any more, and of the
    /// approval nothing more is owed to it.
    /// </summary>
    public static JobRecord PastGate(this JobRecord record) =>
        record with { Gate = null, WakeUp = record.WakeUp == WakeUp.Decision ? null : record.WakeUp };

    /// <summary>Where the job stands, whether or not it is paused.</summary>
    public static JobStatus Underneath(this JobRecord record) => record.Pause?.From ?? record.Job.Status;

    /// <summary>Whether nothing more is to come of an attempt at the job: the job has ended, or another attempt goes on.</summary>
    public static bool HasEnded(this JobRecord record, int run) => record.Job.Status.IsFinal() || record.Job.Attempt != run;

    /// <summary>The record with its progress at least at a value; progress never falls.</summary>
    public static JobRecord AdvanceTo(this JobRecord record, int progress) =>
        record with { Job = record.Job with { Progress = Math.Max(record.Job.Progress, Math.Clamp(progress, 0, 100)) } };

    /// <summary>The record in the status <c>failed</c>, for a reason.</summary>
    public static JobRecord FailFor(this JobRecord record, JobError error, DateTimeOffset now)
    {
        var failed = record.MoveTo(JobStatus.Failed, null, now);
        return failed with { Gate = null, Job = failed.Job with { Error = error } };
    }
}
