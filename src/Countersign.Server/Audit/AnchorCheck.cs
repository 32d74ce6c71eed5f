using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Audit;

/// <summary>Compares job chains with what checkpoints say of them.</summary>
/// <remarks>
/// What does not fit may belong to a job that was removed since, and whose identifier another may have: it is kept, a few bytes
/// each, until the row is met that tells of the removal.
/// </remarks>
internal sealed class AnchorCheck(IAuditLog log)
{
    private readonly Dictionary<string, BrokenAuditRow> _suspects = new(StringComparer.Ordinal);

    /// <summary>Looks up what one checkpoint names.</summary>
    public async Task CheckAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        foreach (var portion in checkpoint.Heads.Chunk(Math.Max(1, log.ReadsAtOnce)))
        {
            await Task.Yield();
            foreach (var suspect in await Task.WhenAll(portion.Select(head => CheckAsync(head, cancellationToken))))
            {
                if (suspect is not null)
                {
                    _suspects.TryAdd(suspect.JobId!, suspect);
                }
            }
        }
    }

    /// <summary>Notes that the host's chain tells of a job's removal with that many rows.</summary>
    public void Remove(string jobId, long rows)
    {
        if (_suspects.TryGetValue(jobId, out var suspect) && suspect.Seq <= rows)
        {
            _suspects.Remove(jobId);
        }
    }

    /// <summary>What no removal explains; null when there is nothing.</summary>
    public async Task<BrokenAuditRow?> FindMissingAsync(CancellationToken cancellationToken)
    {
        foreach (var suspect in _suspects.Values)
        {
            // Removed while this went on: the row that tells of it came after the last one that was read.
            var last = await log.FindLastOfHostAsync(cancellationToken);
            var row = AuditChain.Read(null, last!.Content.Span);
            if (row.Act != AuditActs.Deleted || row.Data.GetProperty("job_id").GetString() != suspect.JobId)
            {
                return suspect;
            }
        }

        return null;
    }

    private async Task<BrokenAuditRow?> CheckAsync(AuditCheckpointHead head, CancellationToken cancellationToken) =>
        await log.ReadAsync(head.JobId, head.Seq - 1, 1, cancellationToken) is not [var entry]
            ? new BrokenAuditRow(head.JobId, head.Seq, "it was removed: a signed checkpoint names it")
            : entry.ToHead() == new AuditHead(head.Seq, head.Hash)
                ? null
                : new BrokenAuditRow(head.JobId, head.Seq, "it is not the row that a signed checkpoint names");
}
