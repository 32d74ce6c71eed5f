using Countersign.Contracts.Events;
using Countersign.Server.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>The envelope for clients that know jobs as runs of tasks: <c>event_type</c> beside <c>type</c>, and the job as <c>run_id</c>.</summary>
internal sealed class RunShape : SocketShape
{
    protected override byte[] WriteEvent(JobEvent entry) => Prefixed(EventBytes.Of(entry), ("event_type", entry.Type), ("run_id", entry.JobId));

    protected override byte[] WriteOther(HubMessage message) =>
        Prefixed(Json(message.Payload), ("type", message.Target), ("event_type", message.Target));
}
