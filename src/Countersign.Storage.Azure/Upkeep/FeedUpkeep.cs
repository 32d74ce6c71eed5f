using Countersign.Storage.Azure.Feed;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes entries of the feed whose job is gone; readers pass over them until then.</summary>
internal sealed class FeedUpkeep(FeedTable feed, FeedBuilder builder, JobTable jobs)
{
    private const int PageSize = 1000;

    /// <summary>Gives committed events their places.</summary>
    public Task BuildAsync(CancellationToken cancellationToken) => builder.BuildAsync(cancellationToken);

    /// <returns>How many entries it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await builder.BuildAsync(cancellationToken);
        return await Orphans.RemoveAsync(
            feed.ReadAsync(from: 1, PageSize, cancellationToken), item => item.JobId, item => item.Generation, feed.RemoveAsync, jobs, cancellationToken);
    }
}
