using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>
/// The message of the older build and analysis streams: four types, four statuses, and the job as <c>task_id</c>. Statuses that those
/// services did not have are folded into theirs.
/// </summary>
internal sealed class OlderShape : SocketShape
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    protected override byte[] WriteEvent(JobEvent entry)
    {
        var isFinal = EventTypes.EndsStream(entry.Type);
        var type = entry.Type == EventTypes.Completion ? "completion" : isFinal ? "error" : "progress";
        return Json(new OlderMessage(
            type,
            entry.JobId,
            isFinal && type == "error" ? "failed" : StatusOf(entry.Status),
            entry.Progress,
            entry.Timestamp,
            entry.Data ?? Nothing,
            entry.Results ?? Nothing,
            type == "error" ? entry.Error?.Message ?? $"The job was {entry.Type}." : null));
    }

    protected override byte[]? WriteOther(HubMessage message) => message switch
    {
        { Target: HubTargets.Connected } => null,
        { Payload: Job job } => Json(new OlderMessage(
            "connected", job.JobId, StatusOf(job.Status), job.Progress, job.CompletedAt ?? job.StartedAt ?? job.CreatedAt, Nothing, Nothing, job.Error?.Message)),
        _ => Prefixed(Json(message.Payload), ("type", message.Target)),
    };

    private static string StatusOf(JobStatus status) => status switch
    {
        JobStatus.Pending => "initializing",
        JobStatus.Completed => "completed",
        _ => status.IsFinal() ? "failed" : "running",
    };
}
