using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;
using Countersign.Server.Proof;

namespace Countersign.Server.Audit;

/// <summary>
/// Collects how far job chains have grown, and from time to time has a signed row of the host's chain say so. What a checkpoint
/// names cannot be cut off any more without the key.
/// </summary>
/// <remarks>What was collected and not stored yet is lost with the process; those jobs are named when they change next.</remarks>
internal sealed class AuditCheckpoints(HostAudit host, Signatures signatures)
{
    /// <summary>The row, base64 included, stays below the 64 KiB of a table's property.</summary>
    public const int MostHeads = 150;

    /// <summary>How often hosts store what came together.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Dictionary<string, AuditHead> _heads = new(StringComparer.Ordinal);

    /// <summary>Notes a stored record whose chain has grown.</summary>
    public void Note(JobRecord? record)
    {
        if (record?.Audited is not { } head)
        {
            return;
        }

        lock (_lock)
        {
            // Updates of one job may come back in another order than they were stored.
            if (!_heads.TryGetValue(record.Job.JobId, out var known) || known.Seq < head.Seq)
            {
                _heads[record.Job.JobId] = head;
            }
        }
    }

    /// <summary>Drops a job that is being removed.</summary>
    public void Forget(string jobId)
    {
        lock (_lock)
        {
            _heads.Remove(jobId);
        }
    }

    /// <summary>Stores what came together, as one row for each <see cref="MostHeads"/> jobs. After a failure the rest is stored the next time.</summary>
    /// <exception cref="StoreUnavailableException">The store or the key cannot be used right now.</exception>
    public async Task StoreAsync(CancellationToken cancellationToken)
    {
        var taken = Take();
        for (var stored = 0; stored < taken.Length; stored += MostHeads)
        {
            var heads = taken[stored..Math.Min(stored + MostHeads, taken.Length)];
            try
            {
                await host.AppendAsync(chain => SignAsync(chain, heads, cancellationToken), cancellationToken);
            }
            catch
            {
                PutBack(taken[stored..]);
                throw;
            }
        }
    }

    private async ValueTask<AuditDraft> SignAsync(AuditHead chain, IReadOnlyList<AuditCheckpointHead> heads, CancellationToken cancellationToken)
    {
        var payload = CanonicalJson.Serialize(
            JsonSerializer.SerializeToElement(new AuditCheckpoint(chain, heads), ContractsJson.Default.AuditCheckpoint));
        var signature = await signatures.SignAsync(JwsTypes.Checkpoint, payload, cancellationToken);
        return new AuditDraft(AuditActs.Checkpoint, AuditDraft.System, new AuditFact("checkpoint", signature));
    }

    private AuditCheckpointHead[] Take()
    {
        lock (_lock)
        {
            var taken = _heads;
            _heads = new(StringComparer.Ordinal);
            return [.. taken.Select(pair => new AuditCheckpointHead(pair.Key, pair.Value.Seq, pair.Value.Hash))];
        }
    }

    private void PutBack(IReadOnlyList<AuditCheckpointHead> heads)
    {
        lock (_lock)
        {
            foreach (var head in heads)
            {
                _heads.TryAdd(head.JobId, new AuditHead(head.Seq, head.Hash));
            }
        }
    }
}
