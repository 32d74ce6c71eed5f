using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Metrics;
using Countersign.Storage.Azure.Values;
using Microsoft.Extensions.Logging;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>Removes what no longer counts. Nothing is wrong when that fails: readers look past it, and upkeep removes it later.</summary>
internal sealed class Leftovers(IndexTable index, ValueStore values, TaskSeries series, ILogger logger)
{
    public async Task RemoveAsync(
        string jobId, IReadOnlyCollection<IndexKey> rows, IReadOnlyCollection<string> blobs, IndexKey? figures = null)
    {
        try
        {
            await index.RemoveAsync(rows, CancellationToken.None);
            await series.RemoveAsync(figures);
            foreach (var blob in blobs)
            {
                await values.RemoveAsync(blob);
            }
        }
        catch (StoreUnavailableException exception)
        {
            logger.LeftBehind(jobId, rows.Count, blobs.Count, exception);
        }
    }
}
