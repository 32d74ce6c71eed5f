using System.Runtime.CompilerServices;
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

    private static readonly string[] CountedColumns = [Columns.RowKey, Columns.Kind, Columns.Owner, Columns.Took];

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

    /// <summary>The jobs that stand in the partition, each once, with what they are counted by: one request per 1000.</summary>
    public async IAsyncEnumerable<TableEntity> ReadCountedAsync(string partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Rows of one job come one after the other; while it moves, or when a crash left one behind, it has two.
        var last = "";
        await foreach (var row in table.QueryAsync(FilterOf(partition), GuardedTable.MaxPageSize, CountedColumns, cancellationToken))
        {
            var jobId = RowOrder.JobIdOf(row.RowKey);
            if (jobId != last)
            {
                yield return row;
            }

            last = jobId;
        }
    }

    private static string FilterOf(string partition) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}");

    private IAsyncEnumerable<TableEntity> ReadPartitionAsync(string partition, int pageSize, CancellationToken cancellationToken) =>
        table.QueryAsync(FilterOf(partition), pageSize, PlaceColumns, cancellationToken);
}
