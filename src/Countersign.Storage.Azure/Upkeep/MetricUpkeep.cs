using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Metrics;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes figures of tasks whose job is gone: a write that was overtaken by the job's removal may leave some.</summary>
internal sealed class MetricUpkeep(TaskSeries series, JobTable jobs, TimeProvider time)
{
    private const int Portion = 1000;
    private const int Parallelism = 16;

    /// <returns>How many rows it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };

        // A younger row may belong to a job that is being created.
        var before = time.GetUtcNow() - IndexCheck.Grace;
        await foreach (var portion in series.ReadAllAsync(cancellationToken).Where(row => row.Timestamp < before).Chunk(Portion))
        {
            await Parallel.ForEachAsync(portion.GroupBy(row => RowOrder.JobIdOf(row.RowKey)), options, async (ofJob, token) =>
            {
                var (generation, _) = await jobs.FindReachAsync(ofJob.Key, token);
                foreach (var row in ofJob.Where(row => row.GetString(Columns.Generation) != generation))
                {
                    await series.RemoveAsync(new IndexKey(row.PartitionKey, row.RowKey));
                    Interlocked.Increment(ref removed);
                }
            });
        }

        return removed;
    }
}
