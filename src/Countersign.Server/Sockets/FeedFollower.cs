using Countersign.Contracts.Events;
using Countersign.Server.Events;
using Countersign.Server.Live;

namespace Countersign.Server.Sockets;

/// <summary>
/// Follows all jobs after a cursor. It reads the log at the client's pace, so what a slow client has not taken waits there, and nothing
/// has to be merged or cut off.
/// </summary>
internal sealed class FeedFollower(SocketParts parts, SocketShape shape, FeedFilter filter, string from) : ISocketFollower
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task FollowAsync(LiveConnection connection, SocketSink sink, Subscriber counted, CancellationToken cancellationToken)
    {
        var cursor = from;
        await sink.SendAsync(new HubMessage(HubTargets.Connected, new SocketNotice(parts.Clock.GetUtcNow(), Next: cursor)), cancellationToken);
        while (true)
        {
            var (entries, next, isEnd) = await parts.Feed.ReadAsync(filter, cursor, cancellationToken);
            foreach (var entry in entries)
            {
                await sink.SendAsync(shape.Write(entry.Cursor, entry.Event), cancellationToken);
            }

            counted.Delivered(entries.Count);
            cursor = next;
            if (isEnd)
            {
                await parts.Feed.WaitAsync(cursor, LongestWait, cancellationToken);
            }
        }
    }
}
