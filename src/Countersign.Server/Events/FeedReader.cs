using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Events;

/// <summary>Reads the feed for one caller: what they may see of it, and what they want.</summary>
internal sealed class FeedReader(SharedEvents shared, IEventFeed feed, IJobStore jobs)
{
    /// <summary>
    /// How many pages one reading looks at when it finds nothing: 5,000 events, some ten milliseconds. Whoever is let see little of
    /// a long feed gets an empty answer with a cursor further on, and asks again.
    /// </summary>
    private const int MostPages = 50;

    /// <summary>Before the first event.</summary>
    public string Start => feed.Start;

    /// <summary>The cursor behind everything that is readable now.</summary>
    public Task<string> FindEndAsync(CancellationToken cancellationToken) => feed.FindEndAsync(cancellationToken);

    /// <summary>Waits for an event of any job.</summary>
    public Task WaitAsync(string after, TimeSpan timeout, CancellationToken cancellationToken) => feed.WaitAsync(after, timeout, cancellationToken);

    /// <summary>Reads on until something is found, the feed ends, or many pages were looked at.</summary>
    /// <returns>What was found, where to go on, and whether that is the end of the feed.</returns>
    /// <exception cref="InvalidCursorException">The cursor is none of the feed's.</exception>
    public async Task<(IReadOnlyList<FeedEntry> Entries, string Next, bool IsEnd)> ReadAsync(
        FeedFilter filter, string after, CancellationToken cancellationToken)
    {
        var readable = new Dictionary<string, bool>(StringComparer.Ordinal);
        var found = new List<FeedEntry>();
        for (var pages = 0; pages < MostPages && found.Count == 0; pages++)
        {
            var page = await shared.ReadAllAsync(after, cancellationToken);
            if (page.Next == after)
            {
                return (found, after, true);
            }

            foreach (var entry in page.Entries)
            {
                if (filter.Wants(entry.Event) && await MayReadAsync(filter, entry.Event.JobId, readable, cancellationToken))
                {
                    found.Add(entry);
                }
            }

            after = page.Next;
        }

        return (found, after, false);
    }

    private async Task<bool> MayReadAsync(FeedFilter filter, string jobId, Dictionary<string, bool> known, CancellationToken cancellationToken)
    {
        if (filter.Caller.IsAdmin)
        {
            return true;
        }

        if (!known.TryGetValue(jobId, out var may))
        {
            // Who may read a job can change: it is looked up for every page.
            may = await jobs.GetAsync(jobId, cancellationToken) is { } record && ApproverRules.MayRead(filter.Caller, record.Job);
            known.Add(jobId, may);
        }

        return may;
    }
}
