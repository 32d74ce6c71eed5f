using Countersign.Storage.Azure.Counts;
using Microsoft.Extensions.Logging;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes what crashes left behind. Nothing that it removes is ever shown, so it may run seldom.</summary>
public sealed class AzureStorageUpkeep
{
    private readonly RemovalUpkeep _removals;
    private readonly IndexUpkeep _index;
    private readonly FeedUpkeep _feed;
    private readonly MetricUpkeep _metrics;
    private readonly ValueUpkeep _values;
    private readonly UploadUpkeep _uploads;
    private readonly ArtifactUpkeep _artifacts;
    private readonly AzureJobCounts _counts;
    private readonly ILogger _logger;

    internal AzureStorageUpkeep(
        RemovalUpkeep removals,
        IndexUpkeep index,
        FeedUpkeep feed,
        MetricUpkeep metrics,
        ValueUpkeep values,
        UploadUpkeep uploads,
        ArtifactUpkeep artifacts,
        AzureJobCounts counts,
        ILogger logger) =>
        (_removals, _index, _feed, _metrics, _values, _uploads, _artifacts, _counts, _logger) =
            (removals, index, feed, metrics, values, uploads, artifacts, counts, logger);

    /// <summary>
    /// Gives events that nobody has read since their places in the feed, so that the next reader need not wait for it, and counts the
    /// jobs: one request per 1000. Meant for every few minutes.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await _feed.BuildAsync(cancellationToken);
        await _counts.CountAsync(cancellationToken);
    }

    /// <summary>
    /// Finishes removals and removes index rows, entries of the feed, figures of tasks, values, uploads and artifacts that nothing refers to. Reads the
    /// whole index and feed and the names of
    /// all blobs: meant for once a day. May run beside everything else, also beside itself, and may be stopped at any time.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken) => _logger.Kept(
        await _removals.RunAsync(cancellationToken),
        await _index.RunAsync(cancellationToken) + await _feed.RunAsync(cancellationToken)
            + await _metrics.RunAsync(cancellationToken),
        await _values.RunAsync(cancellationToken),
        await _uploads.RunAsync(cancellationToken),
        await _artifacts.RunAsync(cancellationToken));
}
