using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>
/// An event before it gets its sequence number. Status, phase, progress and time come from the record it is stored with.
/// </summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Data">What the type adds.</param>
/// <param name="Results">The result document, with <c>completion</c> only.</param>
/// <param name="Error">With <c>failure</c> and <c>step_failed</c> only.</param>
public sealed record EventDraft(string Type, JsonElement? Data = null, JsonElement? Results = null, JobError? Error = null)
{
    /// <summary>The job when it happened, where the change goes on from there; null where it is the record that is stored with it.</summary>
    public JobRecord? Then { get; init; }

    /// <summary>The event as it is stored with a record, under its number.</summary>
    public JobEvent ToEvent(JobRecord record, long seq)
    {
        var (job, at) = Then is { } then ? (then.Job, then.UpdatedAt) : (record.Job, record.UpdatedAt);
        return new JobEvent
        {
            Seq = seq,
            JobId = job.JobId,
            TaskId = job.TaskId,
            Type = Type,
            Status = job.Status,
            Phase = job.Phase,
            Progress = job.Progress,
            Timestamp = at,
            Data = Data,
            Results = Results,
            Error = Error,
        };
    }
}
