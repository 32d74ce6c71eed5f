using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Feed;

/// <summary>The feed in Tables: entries that readers append for what writers have committed, each in one place for ever.</summary>
internal sealed class AzureEventFeed(FeedTable feed, FeedBuilder builder, JobTable jobs, IEventLog log, TimeProvider time) : IEventFeed
{
    private const double Growth = 1.5;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public string Start => default(FeedCursor).ToString();

    public async Task<string> FindEndAsync(CancellationToken cancellationToken) =>
        new FeedCursor(await builder.BuildAsync(cancellationToken), 0).ToString();

    public async Task<FeedPage> ReadAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var cursor = FeedCursor.Parse(after);
        var last = await builder.BuildAsync(cancellationToken);
        if (cursor.Entry > last)
        {
            // A cursor of other data, with which events would be passed over in silence.
            throw new InvalidCursorException();
        }

        var entries = new List<FeedEntry>();
        var next = cursor;
        var left = limit;
        await foreach (var item in feed.ReadAsync(cursor.Seq > 0 ? cursor.Entry : cursor.Entry + 1, limit, cancellationToken))
        {
            var from = item.Number == cursor.Entry ? cursor.Seq : item.First - 1;
            var wanted = (int)Math.Min(left, item.Last - from);
            var events = await ReadAsync(item, from, wanted, cancellationToken);
            entries.AddRange(events.Select(entry => new FeedEntry(After(item, entry.Seq).ToString(), entry)));

            // Places of a job that is gone are looked at as others are.
            next = After(item, from + wanted);
            left -= wanted;
            if (left == 0)
            {
                break;
            }
        }

        return new FeedPage(entries, next == cursor ? after : next.ToString());
    }

    public async Task WaitAsync(string after, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var cursor = FeedCursor.Parse(after);
        var start = time.GetTimestamp();
        var pause = First;
        while (cursor.Seq == 0 && await builder.LookAsync(cancellationToken) <= cursor.Entry)
        {
            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = pause * Growth < Longest ? pause * Growth : Longest;
        }
    }

    private static FeedCursor After(FeedItem item, long seq) => new(item.Number, seq == item.Last ? 0 : seq);

    private async Task<IReadOnlyList<JobEvent>> ReadAsync(FeedItem item, long after, int count, CancellationToken cancellationToken)
    {
        // Events before the look at the job: what is read is that of the entry's job if that job is there afterwards.
        var events = await log.ReadAsync(item.JobId, after, count, type: null, cancellationToken);
        var (generation, _) = await jobs.FindReachAsync(item.JobId, cancellationToken);
        return generation == item.Generation ? events : [];
    }
}
