namespace Countersign.Server.Ports;

/// <summary>One page of rows of every chain.</summary>
/// <param name="Items">Each chain's rows in their order.</param>
/// <param name="NextCursor">Continues after the last item; null on the last page.</param>
public sealed record StoredAuditPage(IReadOnlyList<StoredAuditRow> Items, string? NextCursor);
