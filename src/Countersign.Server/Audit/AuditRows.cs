using System.Text.Json;
using Countersign.Contracts.Proof;
using Countersign.Server.Ports;

namespace Countersign.Server.Audit;

/// <summary>Stored rows as clients see them.</summary>
internal static class AuditRows
{
    private static readonly JsonElement NoData = JsonElement.Parse("{}"u8);

    /// <summary>The row; one that somebody made unreadable is shown as that and not left out.</summary>
    public static AuditRow Of(string? jobId, AuditEntry entry)
    {
        try
        {
            return AuditChain.Read(jobId, entry.Content.Span);
        }
        catch (JsonException)
        {
            return new AuditRow
            {
                Seq = entry.Seq,
                JobId = jobId,
                At = default,
                Actor = AuditDraft.System,
                Act = "unreadable",
                Data = NoData,
                Previous = "",
                Hash = entry.ToHead().Hash,
            };
        }
    }
}
