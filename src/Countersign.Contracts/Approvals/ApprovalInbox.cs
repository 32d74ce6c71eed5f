namespace Countersign.Contracts.Approvals;

/// <summary>One page of plans that wait for a decision, the newest jobs first.</summary>
/// <param name="Items">May be fewer than asked for while there is a next page.</param>
/// <param name="NextCursor">Opaque; continues after the last one looked at. Null on the last page.</param>
public sealed record ApprovalInbox(IReadOnlyList<ApprovalItem> Items, string? NextCursor);
