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
    /// <summary>The event as it is stored with a record, under its number.</summary>
    public JobEvent ToEvent(JobRecord record, long seq) => new()
    {
        Seq = seq,
        JobId = record.Job.JobId,
        TaskId = record.Job.TaskId,
        Type = Type,
        Status = record.Job.Status,
        Phase = record.Job.Phase,
        Progress = record.Job.Progress,
        Timestamp = record.UpdatedAt,
        Data = Data,
        Results = Results,
        Error = Error,
    };
}
