namespace Countersign.Contracts.Proof;

/// <summary>A place where the audit log is not what was written.</summary>
/// <param name="JobId">The job whose chain it is; null for the host's own.</param>
/// <param name="Seq">The number of the row.</param>
/// <param name="Reason">What is wrong with it, in words.</param>
public sealed record BrokenAuditRow(string? JobId, long Seq, string Reason);
