using Countersign.Storage.Azure.Feed;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes entries of the feed whose job is gone; readers pass over them until then.</summary>
internal sealed class FeedUpkeep(FeedTable feed, FeedBuilder builder, JobTable jobs)
{
    private const int PageSize = 1000;
    private const int Parallelism = 16;

    /// <summary>Gives committed events their places.</summary>
    public Task BuildAsync(CancellationToken cancellationToken) => builder.BuildAsync(cancellationToken);

    /// <returns>How many entries it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await builder.BuildAsync(cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await foreach (var portion in feed.ReadAsync(from: 1, PageSize, cancellationToken).Chunk(PageSize))
        {
            await Parallel.ForEachAsync(portion.GroupBy(item => item.JobId), options, async (ofJob, token) =>
            {
                var (generation, _) = await jobs.FindReachAsync(ofJob.Key, token);
                foreach (var item in ofJob.Where(item => item.Generation != generation))
                {
                    await feed.RemoveAsync(item, token);
                    Interlocked.Increment(ref removed);
                }
            });
        }

        return removed;
    }
}
