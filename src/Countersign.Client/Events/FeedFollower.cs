using System.Runtime.CompilerServices;
using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Events;

namespace Countersign.Client.Events;

/// <summary>Follows all jobs over broken connections, without a gap.</summary>
internal sealed class FeedFollower(ApiSender sender, FeedQuery query)
{
    private const int WaitSeconds = 25;
    private const string Latest = "latest";

    private readonly EventStreams _streams = new(sender);

    public async IAsyncEnumerable<FeedEvent> FollowAsync(EventTransport transport, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var persistence = new Persistence(sender.Clock, sender.Address);

        // "From now on" has to be the same now after a break.
        var last = query.OnlyNew ? (await ReadPageAsync(Latest, 0, cancellationToken).ConfigureAwait(false)).Next : query.After;
        var events = persistence.ReadAsync(
            () => transport == EventTransport.LongPoll ? PollAsync(last, cancellationToken) : StreamAsync(last, cancellationToken), cancellationToken);
        await foreach (var entry in events.ConfigureAwait(false))
        {
            persistence.Succeed();
            last = entry.Cursor;
            yield return entry;
        }
    }

    private async IAsyncEnumerable<FeedEvent> StreamAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _streams.ReadAsync(query.ToPath(after: null), after, cancellationToken).ConfigureAwait(false))
        {
            if (item is { Id: { Length: > 0 } id, Event: var entry })
            {
                yield return new FeedEvent(id, entry);
            }
        }
    }

    /// <summary>
    /// The events of one page after the other. A page has one cursor, which stands behind its last event; the others stand where the
    /// page began, so that whoever goes on after one of them gets the page again and misses nothing.
    /// </summary>
    private async IAsyncEnumerable<FeedEvent> PollAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await ReadPageAsync(after, WaitSeconds, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < page.Events.Count; i++)
            {
                yield return new FeedEvent(i == page.Events.Count - 1 ? page.Next : after ?? "", page.Events[i]);
            }

            after = page.Next;
        }
    }

    private Task<AllEventsPage> ReadPageAsync(string? after, int wait, CancellationToken cancellationToken) =>
        sender.SendAsync(Requests.Get(query.ToPath(after, wait)), ContractsJson.Default.AllEventsPage, cancellationToken);
}
