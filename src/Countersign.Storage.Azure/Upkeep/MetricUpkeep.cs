using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Metrics;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes figures of tasks whose job is gone: a write that was overtaken by the job's removal may leave some.</summary>
internal sealed class MetricUpkeep(TaskSeries series, JobTable jobs, TimeProvider time)
{
    /// <returns>How many rows it removed.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // A younger row may belong to a job that is being created.
        var before = time.GetUtcNow() - IndexCheck.Grace;
        return Orphans.RemoveAsync(
            series.ReadAllAsync(cancellationToken).Where(row => row.Timestamp < before),
            row => RowOrder.JobIdOf(row.RowKey),
            row => row.GetString(Columns.Generation),
            (row, _) => series.RemoveAsync(new IndexKey(row.PartitionKey, row.RowKey)),
            jobs,
            cancellationToken);
    }
}
