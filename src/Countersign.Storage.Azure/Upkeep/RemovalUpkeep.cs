using Azure.Data.Tables;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Goes on with removals that stopped halfway.</summary>
internal sealed class RemovalUpkeep(IndexTable index, JobTable jobs, JobRemoval removal, TimeProvider time)
{
    /// <returns>How many removals it finished.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var finished = 0;
        var youngest = time.GetUtcNow() - IndexCheck.Grace;
        await foreach (var row in index.ReadRemovingAsync(cancellationToken).Where(row => row.Timestamp < youngest))
        {
            var jobId = RowOrder.JobIdOf(row.RowKey);
            if (await jobs.FindAsync(jobId, cancellationToken) is { IsRemoving: true } job
                && row.RowKey.EndsWith(job.Generation, StringComparison.Ordinal))
            {
                await removal.RemoveAsync(jobId, new Backoff(jobId, time), cancellationToken);
                finished++;
            }

            await index.RemoveAsync([KeyOf(row)], cancellationToken);
        }

        return finished;
    }

    private static IndexKey KeyOf(TableEntity row) => new(row.PartitionKey, row.RowKey);
}
