namespace Countersign.Contracts.Proof;

/// <summary>The answer of <c>GET /api/admin/audit</c>: rows of every chain.</summary>
/// <param name="Items">Each chain's rows in their order.</param>
/// <param name="NextCursor">Continues after the last item; null on the last page.</param>
public sealed record AuditListing(IReadOnlyList<AuditRow> Items, string? NextCursor);
