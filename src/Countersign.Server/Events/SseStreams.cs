using Countersign.Server.Live;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Events;

/// <summary>What every stream of server-sent events has in common, whatever it tells.</summary>
internal static class SseStreams
{
    /// <summary>Answers with a stream that counts as a subscriber for as long as it is open.</summary>
    /// <param name="http">The request.</param>
    /// <param name="counters">Counts it.</param>
    /// <param name="end">Ends it when the host stops.</param>
    /// <param name="clock">Paces its comments.</param>
    /// <param name="writeAll">Writes events until there are no more, or the token says so.</param>
    public static async Task RunAsync(
        HttpContext http, SubscriberCounters counters, StreamEnd end, TimeProvider clock, Func<SseWriter, Subscriber, CancellationToken, Task> writeAll)
    {
        using var subscriber = counters.Enter(Transports.ServerSentEvents);
        using var over = end.Link(http.RequestAborted);
        var writer = new SseWriter(http.Response, clock);
        try
        {
            await writer.StartAsync(over.Token);
            await writeAll(writer, subscriber, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the host stops; the client resumes with Last-Event-ID.
        }
    }
}
