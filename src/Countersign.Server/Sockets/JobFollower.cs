using System.Net.WebSockets;
using Countersign.Contracts.Events;
using Countersign.Server.Events;
using Countersign.Server.Live;
using Countersign.Server.Ports;

namespace Countersign.Server.Sockets;

/// <summary>Follows one job until it has ended.</summary>
internal sealed class JobFollower(SocketParts parts, JobRecord record, long after) : ISocketFollower
{
    public async Task FollowAsync(LiveConnection connection, SocketSink sink, Subscriber counted, CancellationToken cancellationToken)
    {
        sink.Sent = entry => EventTypes.EndsStream(entry.Type) ? CloseIfEndedAsync(sink, entry.Seq, cancellationToken) : Task.CompletedTask;
        await connection.FollowJobAsync(record, after, cancellationToken);
        await CloseIfEndedAsync(sink, after, cancellationToken);
    }

    private async Task CloseIfEndedAsync(SocketSink sink, long seq, CancellationToken cancellationToken)
    {
        // A failure that was retried stands in the log too, with events after it.
        if (await EventStreamResult.HasEndedAsync(parts.Jobs, record.Job.JobId, seq, cancellationToken))
        {
            await sink.CloseAsync(WebSocketCloseStatus.NormalClosure, "The job has ended.");
        }
    }
}
