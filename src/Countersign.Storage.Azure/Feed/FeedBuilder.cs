using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Feed;

/// <summary>Gives committed events their places in the feed. Readers do this, and it can be done by any number of them at once.</summary>
internal sealed class FeedBuilder(FeedTable feed, JobTable jobs, TimeProvider time)
{
    /// <summary>How long those who only wait share one look.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turn = new(1);
    private long _last;
    private long? _builtAt;

    /// <summary>As <see cref="BuildAsync"/>, for those who look again and again: what was committed a moment ago may be missing.</summary>
    public async Task<long> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _builtAt is { } at && time.GetElapsedTime(at) < GoodFor ? _last : await BuildInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>When it returns, everything that was committed before the call has its place.</summary>
    /// <returns>The number of the last entry.</returns>
    public async Task<long> BuildAsync(CancellationToken cancellationToken)
    {
        // Within a process one after the other: side by side they would only refuse each other's transactions.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await BuildInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<long> BuildInTurnAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var notices = await feed.ReadNoticesAsync(cancellationToken).ToListAsync(cancellationToken);
        foreach (var some in notices.GroupBy(notice => notice.JobId).Chunk(FeedTable.JobsAtOnce))
        {
            await FeedAsync(some, cancellationToken);
        }

        (_last, _builtAt) = ((await feed.FindHeadAsync(cancellationToken)).Last, started);
        return _last;
    }

    private async Task FeedAsync(IGrouping<string, FeedNotice>[] notices, CancellationToken cancellationToken)
    {
        var done = new List<FeedNotice>();
        while (!await TryFeedAsync(notices, done, cancellationToken))
        {
            done.Clear();
        }

        await feed.RemoveNoticesAsync(done, cancellationToken);
    }

    /// <param name="notices">By job.</param>
    /// <param name="done">Gets the notices whose events have their place, or will never come.</param>
    /// <param name="cancellationToken">Stops before the append.</param>
    private async Task<bool> TryFeedAsync(IGrouping<string, FeedNotice>[] notices, List<FeedNotice> done, CancellationToken cancellationToken)
    {
        // The head first: its tag then guards what is read after it.
        var (last, head) = await feed.FindHeadAsync(cancellationToken);
        var reaches = await Task.WhenAll(notices.Select(ofJob => FindReachAsync(ofJob.Key, cancellationToken)));
        var items = new List<FeedItem>();
        foreach (var (ofJob, (generation, fed, lastSeq)) in notices.Zip(reaches))
        {
            if (generation is not null && lastSeq > fed)
            {
                items.Add(new FeedItem(last + items.Count + 1, ofJob.Key, generation, fed + 1, lastSeq));
            }

            // A notice may be ahead of its commit. It stays until the commit has come, or so long that it never will.
            done.AddRange(ofJob.Where(notice => notice.Promised <= lastSeq || time.GetUtcNow() - notice.LeftAt > IndexCheck.Grace));
        }

        return items.Count == 0 || await feed.TryAppendAsync(head, items);
    }

    /// <summary>Which job has the identifier, how far it is fed, and how far its log reaches.</summary>
    private async Task<(string? Generation, long Fed, long LastSeq)> FindReachAsync(string jobId, CancellationToken cancellationToken)
    {
        var (generation, lastSeq) = await jobs.FindReachAsync(jobId, cancellationToken);
        var fed = await feed.FindFedAsync(jobId, cancellationToken);
        return (generation, fed?.Generation == generation ? fed?.LastSeq ?? 0 : 0, lastSeq);
    }
}
