using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>What a WebSocket stream sends.</summary>
internal interface ISocketFollower
{
    /// <summary>Greets and begins to send; goes on sending after it returns, or until it is cancelled.</summary>
    Task FollowAsync(LiveConnection connection, SocketSink sink, Subscriber counted, CancellationToken cancellationToken);
}
