using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>Follows the jobs of a task that the caller may see.</summary>
internal sealed class TaskFollower(string taskId, long? after) : ISocketFollower
{
    public Task FollowAsync(LiveConnection connection, SocketSink sink, Subscriber counted, CancellationToken cancellationToken) =>
        connection.FollowTaskAsync(taskId, after, cancellationToken);
}
