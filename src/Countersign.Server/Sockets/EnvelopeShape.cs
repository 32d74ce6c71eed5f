using Countersign.Contracts.Events;
using Countersign.Server.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>Events in their envelope; what only the subscriber gets has the name of its SignalR target as <c>type</c>.</summary>
internal sealed class EnvelopeShape : SocketShape
{
    protected override byte[] WriteEvent(JobEvent entry) => EventBytes.Of(entry);

    protected override byte[] WriteOther(HubMessage message) => Prefixed(Json(message.Payload), ("type", message.Target));
}
