using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;
using Countersign.Server.Proof;

namespace Countersign.Server.Audit;

/// <summary>
/// Checks every row of every chain: that it is chained to the one before it, that job chains end where their jobs' records say,
/// and that nothing is missing that a signed checkpoint names. Holds a page of rows at a time, whatever their number.
/// </summary>
internal sealed class AuditVerifier(IAuditLog log, Signatures signatures)
{
    private const int PageSize = 500;

    public async Task<AuditVerification> RunAsync(CancellationToken cancellationToken)
    {
        var rows = 0L;
        await foreach (var heads in ReadHeadsAsync(cancellationToken))
        {
            foreach (var portion in heads.Chunk(Math.Max(1, log.ReadsAtOnce)))
            {
                // Others want the thread too: where readings occupy it, give it up between two chains.
                await Task.Yield();
                foreach (var (read, broken) in await Task.WhenAll(portion.Select(head => CheckJobAsync(head, cancellationToken))))
                {
                    rows += read;
                    if (broken is not null)
                    {
                        return new AuditVerification(false, rows, broken);
                    }
                }
            }
        }

        return await CheckHostAsync(rows, cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<AuditChainHead>> ReadHeadsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditChainHead> heads = [];
        do
        {
            heads = await log.ListHeadsAsync(heads.Count == 0 ? null : heads[^1].JobId, PageSize, cancellationToken);
            yield return heads;
        }
        while (heads.Count == PageSize);
    }

    private async Task<(long Rows, BrokenAuditRow? Broken)> CheckJobAsync(AuditChainHead chain, CancellationToken cancellationToken)
    {
        var check = new ChainCheck(chain.JobId, AuditChain.GenesisOf(chain.JobId, chain.CreatedAt));
        var wanted = chain.Head ?? check.Head;
        var hash = wanted.Seq == 0 ? wanted.Hash : null;
        await foreach (var entry in ReadAsync(chain.JobId, cancellationToken))
        {
            if (check.Add(entry) is { } broken)
            {
                return (check.Head.Seq, broken);
            }

            hash = entry.Seq == wanted.Seq ? check.Head.Hash : hash;
        }

        // A job that was removed meanwhile has neither record nor rows.
        return check.Compare(wanted, hash, "the job's record") is { } missing
            && await log.FindHeadAsync(chain.JobId, cancellationToken) is { } still && still.CreatedAt == chain.CreatedAt
            ? (check.Head.Seq, missing)
            : (check.Head.Seq, null);
    }

    private async Task<AuditVerification> CheckHostAsync(long rows, CancellationToken cancellationToken)
    {
        var check = new ChainCheck(jobId: null, AuditChain.HostGenesis);
        var anchors = new AnchorCheck(log);
        await foreach (var entry in ReadAsync(jobId: null, cancellationToken))
        {
            var before = check.Head;
            var broken = check.Add(entry, out var row) ?? await CheckActAsync(row!, before, anchors, cancellationToken);
            if (broken is not null)
            {
                return new AuditVerification(false, rows + check.Head.Seq, broken);
            }
        }

        var missing = await anchors.FindMissingAsync(cancellationToken);
        return new AuditVerification(missing is null, rows + check.Head.Seq, missing);
    }

    private async Task<BrokenAuditRow?> CheckActAsync(
        AuditRow row, AuditHead before, AnchorCheck anchors, CancellationToken cancellationToken)
    {
        if (row.Act == AuditActs.Deleted && row.Data.TryGetProperty("job_id", out var jobId))
        {
            anchors.Remove(jobId.GetString()!, row.Data.GetProperty("rows").GetInt64());
            return null;
        }

        if (row.Act != AuditActs.Checkpoint)
        {
            return null;
        }

        var text = row.Data.TryGetProperty("checkpoint", out var signed) ? signed.GetString() ?? "" : "";
        var (payload, problem) = await signatures.OpenAsync(JwsTypes.Checkpoint, text, cancellationToken);
        if (problem is not null)
        {
            return new BrokenAuditRow(null, row.Seq, $"its checkpoint is not signed by this server: {problem}");
        }

        var checkpoint = JsonSerializer.Deserialize(payload, ContractsJson.Default.AuditCheckpoint)!;
        if (checkpoint.Host != before)
        {
            return new BrokenAuditRow(null, row.Seq, "its checkpoint was signed for another place of the chain");
        }

        await anchors.CheckAsync(checkpoint, cancellationToken);
        return null;
    }

    private async IAsyncEnumerable<AuditEntry> ReadAsync(
        string? jobId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var page = await log.ReadAsync(jobId, after, PageSize, cancellationToken);
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Seq;
        }
    }
}
