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
        };
    }

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
