using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Jobs;

/// <summary>A checked submission.</summary>
/// <param name="Sent">What was sent; a repeat is told by it, whatever became of a task in between.</param>
/// <param name="Content">What the job is made of, with what a task adds.</param>
internal sealed record NewJob(SubmitJobRequest Sent, SubmitJobRequest Content)
{
    /// <summary>What the job comes from, for the audit log; null for the request itself.</summary>
    public AuditDraft? Origin { get; init; }

    /// <summary>What an older route keeps of its request.</summary>
    public OlderFacts? Older { get; init; }
}
