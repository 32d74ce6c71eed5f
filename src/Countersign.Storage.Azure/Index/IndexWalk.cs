using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Countersign.Storage.Azure.Index;

/// <summary>Walks the partitions of a scan side by side, newest job first.</summary>
internal static class IndexWalk
{
    /// <summary>The jobs that the rows show. Rows of one job come one after the other, so each job comes once.</summary>
    public static async IAsyncEnumerable<IndexCandidate> WalkAsync(
        IndexTable index, IndexScan scan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in MergeAsync([.. scan.Partitions.Select(partition => index.ReadAsync(partition, scan, cancellationToken))]))
        {
            if (rows.Count > 0 && JobIdOf(rows[0]) != JobIdOf(row))
            {
                yield return new IndexCandidate(JobIdOf(rows[0]), rows);
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            yield return new IndexCandidate(JobIdOf(rows[0]), rows);
        }
    }

    private static async IAsyncEnumerable<TableEntity> MergeAsync(IReadOnlyList<IAsyncEnumerable<TableEntity>> parts)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<TableEntity>, string>(StringComparer.Ordinal);
        var readers = parts.Select(part => part.GetAsyncEnumerator()).ToArray();
        try
        {
            foreach (var reader in readers)
            {
                await EnqueueNextAsync(heads, reader);
            }

            while (heads.TryDequeue(out var reader, out _))
            {
                yield return reader.Current;
                await EnqueueNextAsync(heads, reader);
            }
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }
    }

    private static async Task EnqueueNextAsync(
        PriorityQueue<IAsyncEnumerator<TableEntity>, string> heads, IAsyncEnumerator<TableEntity> reader)
    {
        if (await reader.MoveNextAsync())
        {
            heads.Enqueue(reader, reader.Current.RowKey);
        }
    }

    private static string JobIdOf(TableEntity row) => RowOrder.JobIdOf(row.RowKey);
}
