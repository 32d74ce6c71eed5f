using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Compares every index row with its job. The one reader of the whole index.</summary>
internal sealed class IndexUpkeep(IndexTable index, JobTable jobs, IndexCheck check)
{
    private const int Portion = 1000;
    private const int Parallelism = 16;

    /// <returns>How many rows it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        var rows = index.ReadAllAsync(cancellationToken).Where(row => row.PartitionKey != IndexPartitions.Removing);
        await foreach (var portion in rows.Chunk(Portion))
        {
            await Parallel.ForEachAsync(portion.GroupBy(row => RowOrder.JobIdOf(row.RowKey)), options, async (rowsOfJob, token) =>
            {
                var job = await jobs.FindAsync(rowsOfJob.Key, token);
                Interlocked.Add(ref removed, await check.RemoveStaleAsync([.. rowsOfJob], job, token));
            });
        }

        return removed;
    }
}
