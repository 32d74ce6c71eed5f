using Azure.Data.Tables;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Microsoft.Extensions.Logging;

namespace Countersign.Storage.Azure.Index;

/// <summary>Compares index rows with their jobs, and removes those that a crash left behind.</summary>
internal sealed class IndexCheck(JobTable jobs, IndexTable index, TimeProvider time, ILogger logger)
{
    private const int Parallelism = 16;

    /// <summary>
    /// How old a row must be to count as left behind. A writer puts its rows before its job, and the clients give up long before
    /// this: a younger row may belong to a change that is under way.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>The jobs of the candidates, in their order; null for one that is not there, or no longer where it was found.</summary>
    /// <param name="candidates">What the index shows.</param>
    /// <param name="query">What the jobs must match, as far as jobs change.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<JobRecord?[]> ReadAsync(
        IReadOnlyList<IndexCandidate> candidates, JobQuery query, CancellationToken cancellationToken)
    {
        var records = new JobRecord?[candidates.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, candidates.Count, options, async (i, token) =>
        {
            var job = await ReadAsync(candidates[i], token);
            records[i] = job is not null && Matches(job.Job, query) ? job : null;
        });
        return records;
    }

    /// <summary>Removes those of a job's rows that do not count.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveStaleAsync(IReadOnlyList<TableEntity> rows, StoredJob? job, CancellationToken cancellationToken)
    {
        var places = job is null or { IsRemoving: true } ? [] : job.Places;
        var youngest = time.GetUtcNow() - Grace;
        var stale = rows.Where(row => row.Timestamp < youngest && !places.Contains(KeyOf(row))).Select(KeyOf).ToArray();
        await index.RemoveAsync(stale, cancellationToken);
        foreach (var key in stale)
        {
            logger.StaleRow(key.Partition, key.Row, RowOrder.JobIdOf(key.Row));
        }

        return stale.Length;
    }

    private static bool Matches(Contracts.Jobs.Job job, JobQuery query) =>
        (query.Tag is not { } tag || JobLabels.Of(job).Contains(tag, StringComparer.Ordinal))
        && (query.Text is not { Length: > 0 } text || SearchText.Of(job).Contains(SearchText.Fold(text), StringComparison.Ordinal));

    private static IndexKey KeyOf(TableEntity row) => new(row.PartitionKey, row.RowKey);

    private async Task<JobRecord?> ReadAsync(IndexCandidate candidate, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(candidate.JobId, cancellationToken);
        await RemoveStaleAsync(candidate.Rows, job, cancellationToken);
        if (job is null or { IsRemoving: true })
        {
            return null;
        }

        // Marks do not matter here: a job that is being renamed stands in the same place under another one.
        return job.Places.Any(place => candidate.Rows.Any(row => IsSame(row, place))) ? job.Record : null;
    }

    private static bool IsSame(TableEntity row, IndexKey place) =>
        row.PartitionKey == place.Partition && RowOrder.WithoutMark(row.RowKey).SequenceEqual(RowOrder.WithoutMark(place.Row));
}
