namespace Countersign.Contracts.Proof;

/// <summary>The answer of <c>GET /api/admin/audit/verify</c>.</summary>
/// <param name="Valid">Whether every row is as it was written, and none that a checkpoint vouches for is gone.</param>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="FirstBroken">The first that is not; null when all are.</param>
public sealed record AuditVerification(bool Valid, long Rows, BrokenAuditRow? FirstBroken);
