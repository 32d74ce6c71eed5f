using System.Globalization;
using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Counts;

/// <summary>Counts of jobs that are made by the clock and read as one row: counting reads the index, one request per 1000 jobs.</summary>
internal sealed class AzureJobCounts(GuardedTable counts, IndexTable index, TimeProvider time) : IJobCounts
{
    private const string Partition = "counts";
    private const string Row = "jobs";

    public async Task<JobCounts> ReadAsync(CancellationToken cancellationToken)
    {
        if (await counts.FindAsync(Partition, Row, columns: null, cancellationToken) is not { } row)
        {
            // Before the first count of a new installation there is next to nothing to count.
            return await CountAsync(cancellationToken);
        }

        var byStatus = Enum.GetValues<JobStatus>().ToDictionary(status => status, status => row.GetInt64(status.ToString()) ?? 0);
        var at = DateTimeOffset.Parse(row.GetString(Columns.CreatedAt) ?? "", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return new JobCounts(byStatus, at);
    }

    /// <summary>Counts anew and keeps the result. A job that changes its status meanwhile may be counted twice or not at all.</summary>
    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var row = new TableEntity(Partition, Row) { [Columns.CreatedAt] = at.ToString("O", CultureInfo.InvariantCulture) };
        var byStatus = new Dictionary<JobStatus, long>();
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            byStatus[status] = await index.CountAsync(IndexPartitions.Status(status), cancellationToken);
            row[status.ToString()] = byStatus[status];
        }

        await counts.PutAsync(row, cancellationToken);
        return new JobCounts(byStatus, at);
    }
}
