using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Audit;

/// <summary>The audit chains: a job's in its partition, so that unrelated jobs never wait for each other; the host's in a table of its own.</summary>
internal sealed class AzureAuditLog(JobTable jobs, ValueStore values, HostAuditTable host) : IAuditLog
{
    public int ReadsAtOnce => 16;

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(string? jobId, long after, int limit, CancellationToken cancellationToken) =>
        jobId is null ? host.ReadAsync(after, limit, cancellationToken) : ReadJobAsync(jobId, after, limit, cancellationToken);

    public Task<AuditEntry?> FindLastOfHostAsync(CancellationToken cancellationToken) => host.FindLastAsync(cancellationToken);

    public Task<bool> TryAppendToHostAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        host.TryAppendAsync(entry, cancellationToken);

    public async Task<IReadOnlyList<AuditChainHead>> ListHeadsAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var heads = new List<AuditChainHead>();
        await foreach (var row in jobs.ScanJobsAsync(after, Math.Min(limit, GuardedTable.MaxPageSize), cancellationToken))
        {
            // Read again by its key: a value in a blob may have been replaced since the scan.
            if (await FindHeadAsync(row.PartitionKey, cancellationToken) is { } head)
            {
                heads.Add(head);
            }

            if (heads.Count == limit)
            {
                break;
            }
        }

        return heads;
    }

    public async Task<AuditChainHead?> FindHeadAsync(string jobId, CancellationToken cancellationToken) =>
        await jobs.FindAsync(jobId, cancellationToken) is { IsRemoving: false, Record: var record }
            ? new AuditChainHead(jobId, record.Job.CreatedAt, record.Audited)
            : null;

    public Task<StoredAuditPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var from = AuditCursor.Parse(cursor);
        return from.JobId is null
            ? ListHostAsync(from.HostSeq, limit, cancellationToken)
            : ListJobsAsync((from.JobId, from.Row), limit, cancellationToken);
    }

    private Task<IReadOnlyList<AuditEntry>> ReadJobAsync(string jobId, long after, int limit, CancellationToken cancellationToken) =>
        Reread.AsNeededAsync(async () =>
        {
            var entries = new List<AuditEntry>();
            var rows = jobs.ReadRangeAsync(
                jobId, JobRows.Audit(Math.Max(after, 0)), JobRows.AuditEnd, Math.Min(limit, GuardedTable.MaxPageSize), cancellationToken);
            await foreach (var row in rows)
            {
                var pack = AuditPack.Read(JobRows.AuditSeq(row.RowKey), await values.GetAsync(row, cancellationToken));
                entries.AddRange(pack.Where(entry => entry.Seq > after));
                if (entries.Count >= limit)
                {
                    break;
                }
            }

            return (IReadOnlyList<AuditEntry>)[.. entries.Take(limit)];
        });

    private async Task<StoredAuditPage> ListHostAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var entries = await host.ReadAsync(after, limit, cancellationToken);
        var next = entries.Count == limit ? new AuditCursor(entries[^1].Seq) : AuditCursor.Jobs;
        return new StoredAuditPage([.. entries.Select(entry => new StoredAuditRow(null, entry))], next.ToString());
    }

    private Task<StoredAuditPage> ListJobsAsync((string JobId, string Row) after, int limit, CancellationToken cancellationToken) =>
        Reread.AsNeededAsync(async () =>
        {
            var items = new List<StoredAuditRow>();
            var last = after;
            await foreach (var row in jobs.ScanAsync(after, JobRows.AuditStart, JobRows.AuditEnd, Math.Min(limit, GuardedTable.MaxPageSize), cancellationToken))
            {
                if (items.Count >= limit)
                {
                    return new StoredAuditPage(items, new AuditCursor(last.JobId, last.Row).ToString());
                }

                var pack = AuditPack.Read(JobRows.AuditSeq(row.RowKey), await values.GetAsync(row, cancellationToken));
                items.AddRange(pack.Select(entry => new StoredAuditRow(row.PartitionKey, entry)));
                last = (row.PartitionKey, row.RowKey);
            }

            return new StoredAuditPage(items, null);
        });
}
