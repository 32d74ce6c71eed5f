using System.Globalization;
using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Counts;

/// <summary>
/// Counts of jobs that are made by the clock and read as one row: counting reads the index, one request per 1000 jobs. Those of an
/// owner are counted when somebody asks, and are kept as well only for owners of many jobs.
/// </summary>
internal sealed class AzureJobCounts(GuardedTable counts, IndexTable index, TimeProvider time) : IJobCounts
{
    /// <summary>Owners of more jobs than this have a row of their own; the others' jobs are a few requests.</summary>
    public const int ManyJobs = 5000;

    private const string Partition = "counts";
    private const string Row = "jobs";

    public async Task<JobCounts> ReadAsync(string? owner, CancellationToken cancellationToken)
    {
        var all = await FindAsync(Row, cancellationToken);
        if (owner is null)
        {
            // Before the first count of a new installation there is next to nothing to count.
            return all ?? await CountAsync(cancellationToken);
        }

        // A row that a later count did not write again is of an owner who has few jobs by now.
        return all is not null && await FindAsync(RowOf(owner), cancellationToken) is { } kept && kept.CountedAt >= all.CountedAt
            ? kept
            : await CountOwnAsync(owner, cancellationToken);
    }

    /// <summary>Counts anew and keeps the result. A job that changes its status meanwhile may be counted twice or not at all.</summary>
    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var all = new JobGroupCounter();
        var owners = new Dictionary<string, (JobGroupCounter Groups, long Jobs)>(StringComparer.Ordinal);
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            await foreach (var card in index.ReadCountedAsync(IndexPartitions.Status(status), cancellationToken))
            {
                Add(all, card, status);
                var owner = card.GetString(Columns.Owner) ?? "";
                var own = owners.GetValueOrDefault(owner, (new JobGroupCounter(), 0));
                Add(own.Groups, card, status);
                owners[owner] = (own.Groups, own.Jobs + 1);
            }
        }

        foreach (var (owner, own) in owners.Where(owner => owner.Value.Jobs > ManyJobs))
        {
            await KeepAsync(RowOf(owner), new JobCounts(own.Groups.Read(), at), cancellationToken);
        }

        // The last: whoever reads it finds the rows of owners.
        var counted = new JobCounts(all.Read(), at);
        await KeepAsync(Row, counted, cancellationToken);
        return counted;
    }

    private static string RowOf(string owner) => $"{Row}!{KeyText.Encode(owner)}";

    private static void Add(JobGroupCounter counter, TableEntity card, JobStatus status) =>
        counter.Add(card.GetString(Columns.Kind) ?? "", status, card.GetInt64(Columns.Took), 1);

    private async Task<JobCounts> CountOwnAsync(string owner, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var counted = await Task.WhenAll(Enum.GetValues<JobStatus>().Select(async status =>
        {
            var counter = new JobGroupCounter();
            await foreach (var card in index.ReadCountedAsync(IndexPartitions.StatusAndOwner(status, owner), cancellationToken))
            {
                // A digest may stand in the partition's name.
                if (card.GetString(Columns.Owner) == owner)
                {
                    Add(counter, card, status);
                }
            }

            return counter.Read();
        }));
        return new JobCounts([.. counted.SelectMany(groups => groups)], at);
    }

    private async Task<JobCounts?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // A row of the first release has no groups; it is as good as none.
        if (await counts.FindAsync(Partition, name, columns: null, cancellationToken) is not { } row || row.GetBinary(Columns.Json) is not { } json)
        {
            return null;
        }

        var at = DateTimeOffset.Parse(row.GetString(Columns.CreatedAt) ?? "", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return new JobCounts(StoredJson.Read(json, StoredJson.Groups), at);
    }

    private Task KeepAsync(string name, JobCounts counted, CancellationToken cancellationToken) => counts.PutAsync(
        new TableEntity(Partition, name)
        {
            [Columns.CreatedAt] = counted.CountedAt.ToString("O", CultureInfo.InvariantCulture),
            [Columns.Json] = StoredJson.Write(counted.Groups.ToArray(), StoredJson.Groups),
        },
        cancellationToken);
}
