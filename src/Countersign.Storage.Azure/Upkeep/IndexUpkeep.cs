using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Compares every index row with its job. The one reader of the whole index.</summary>
internal sealed class IndexUpkeep(IndexTable index, JobTable jobs, IndexCheck check)
{
    private const int Portion = 1000;

    /// <returns>How many rows it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var rows = index.ReadAllAsync(cancellationToken).Where(row => row.PartitionKey != IndexPartitions.Removing);
        await foreach (var portion in rows.Chunk(Portion))
        {
            foreach (var group in portion.GroupBy(row => RowOrder.JobIdOf(row.RowKey)))
            {
                var job = await jobs.FindAsync(group.Key, cancellationToken);
                removed += await check.RemoveStaleAsync([.. group], job, cancellationToken);
            }
        }

        return removed;
    }
}
