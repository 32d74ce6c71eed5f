using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Audit;

/// <summary>The host's own audit chain: what belongs to no job, or outlives it.</summary>
/// <remarks>Every row names the key that signs at that time, so that the newest row tells whether the key is another now.</remarks>
internal sealed class HostAudit(IAuditLog log, ISigner signer, TimeProvider clock)
{
    private const string KeyFact = "key";

    /// <summary>Adds an act.</summary>
    public Task AppendAsync(AuditDraft draft, CancellationToken cancellationToken) =>
        AppendAsync(_ => ValueTask.FromResult(draft), cancellationToken);

    /// <summary>Adds an act that is made for the place that it gets; made again when another act takes the place first.</summary>
    public async Task AppendAsync(Func<AuditHead, ValueTask<AuditDraft>> make, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = (await log.FindLastOfHostAsync(cancellationToken))?.ToHead() ?? new AuditHead(0, AuditChain.HostGenesis);
            var draft = await make(head);
            var keys = await signer.GetKeysAsync(cancellationToken);
            var facts = draft.Facts.Append(new AuditFact(KeyFact, keys[0].Kid));
            var content = AuditChain.Write(head, clock.GetUtcNow(), draft.Actor, draft.Act, facts);
            if (await log.TryAppendToHostAsync(new AuditEntry(head.Seq + 1, content), cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Adds a row when the key that signs is another than the newest row names.</summary>
    public async Task NoteKeyAsync(CancellationToken cancellationToken)
    {
        var last = await log.FindLastOfHostAsync(cancellationToken);
        var known = last is null ? null : AuditChain.Read(null, last.Content.Span).Data.GetProperty(KeyFact).GetString();
        var keys = await signer.GetKeysAsync(cancellationToken);
        if (known != keys[0].Kid)
        {
            await AppendAsync(
                new AuditDraft(known is null ? AuditActs.KeyMade : AuditActs.KeyRotated, AuditDraft.System, new AuditFact("former_key", known)),
                cancellationToken);
        }
    }
}
