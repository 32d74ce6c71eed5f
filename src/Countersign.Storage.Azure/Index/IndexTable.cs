using Azure;
using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Index;

/// <summary>Writing and reading of index rows.</summary>
internal sealed class IndexTable(GuardedTable table)
{
    private const int Parallelism = 16;

    private static readonly string[] PlaceColumns = [Columns.PartitionKey, Columns.RowKey, Columns.Timestamp];

    /// <summary>Writes the rows; once it returns, each can be found.</summary>
    public Task PutAsync(IEnumerable<IndexKey> keys, Job job, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (key, token) => await table.PutAsync(IndexCard.ToRow(key, job), token));

    public Task RemoveAsync(IEnumerable<IndexKey> keys, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (key, token) => await table.RemoveAsync(key.Partition, key.Row, ETag.All, token));

    /// <summary>A partition's rows in order, as far as the scan wants them.</summary>
    public IAsyncEnumerable<TableEntity> ReadAsync(string partition, IndexScan scan, CancellationToken cancellationToken) =>
        table.QueryAsync(scan.FilterOf(partition), scan.PageSize, scan.SelectedColumns, cancellationToken).Where(scan.Keeps);

    /// <summary>The rows of owed messages, oldest first.</summary>
    public IAsyncEnumerable<TableEntity> ReadOwedAsync(int pageSize, CancellationToken cancellationToken) =>
        ReadPartitionAsync(IndexPartitions.Owed, pageSize, cancellationToken);

    /// <summary>The rows of removals that have begun.</summary>
    public IAsyncEnumerable<TableEntity> ReadRemovingAsync(CancellationToken cancellationToken) =>
        ReadPartitionAsync(IndexPartitions.Removing, GuardedTable.MaxPageSize, cancellationToken);

    /// <summary>Every row of the index, for upkeep.</summary>
    public IAsyncEnumerable<TableEntity> ReadAllAsync(CancellationToken cancellationToken) =>
        table.QueryAsync(filter: null, GuardedTable.MaxPageSize, PlaceColumns, cancellationToken);

    /// <summary>How many jobs stand in the partition: one request per 1000.</summary>
    public async Task<long> CountAsync(string partition, CancellationToken cancellationToken)
    {
        // Rows of one job come one after the other; while it moves, or when a crash left one behind, it has two.
        var count = 0L;
        var last = "";
        await foreach (var row in ReadPartitionAsync(partition, GuardedTable.MaxPageSize, cancellationToken))
        {
            var jobId = RowOrder.JobIdOf(row.RowKey);
            count += jobId == last ? 0 : 1;
            last = jobId;
        }

        return count;
    }

    private IAsyncEnumerable<TableEntity> ReadPartitionAsync(string partition, int pageSize, CancellationToken cancellationToken) =>
        table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), pageSize, PlaceColumns, cancellationToken);
}
