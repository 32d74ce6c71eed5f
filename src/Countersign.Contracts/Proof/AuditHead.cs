namespace Countersign.Contracts.Proof;

/// <summary>How far a chain of audit rows reaches.</summary>
/// <param name="Seq">The number of the newest row; 0 before the first.</param>
/// <param name="Hash">The hash of the newest row; the chain's genesis before the first.</param>
public sealed record AuditHead(long Seq, string Hash);
