namespace Countersign.Contracts.Proof;

/// <summary>The answer of <c>GET /api/jobs/{id}/audit</c>.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">Give it as <c>after</c> to go on.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Items, long Next);
