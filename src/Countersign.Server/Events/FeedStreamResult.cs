using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>The events of all jobs as server-sent events; <c>id</c> is the cursor. It ends when the client goes.</summary>
internal sealed class FeedStreamResult(FeedReader reader, SubscriberCounters counters, StreamEnd end, TimeProvider clock, FeedFilter filter, string after) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => SseStreams.RunAsync(httpContext, counters, end, clock, WriteAllAsync);

    private async Task WriteAllAsync(SseWriter writer, Subscriber subscriber, CancellationToken cancellationToken)
    {
        var cursor = after;
        while (true)
        {
            var (entries, next, isEnd) = await reader.ReadAsync(filter, cursor, cancellationToken);
            foreach (var entry in entries)
            {
                writer.Add(entry.Cursor, entry.Event);
            }

            if (entries.Count > 0)
            {
                await writer.FlushAsync(cancellationToken);
                subscriber.Delivered(entries.Count);
            }
            else if (isEnd)
            {
                await reader.WaitAsync(next, writer.Quiet, cancellationToken);
            }

            // Where others' events pass by, the client learns the place too: it would read them all again.
            await writer.KeepAliveAsync(next, cancellationToken);
            cursor = next;
        }
    }
}
