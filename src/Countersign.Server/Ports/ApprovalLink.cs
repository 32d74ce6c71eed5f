namespace Countersign.Server.Ports;

/// <summary>A link by which one person may decide once on one plan.</summary>
/// <param name="TokenHash">SHA-256 of the token in the address; the token itself is nowhere stored.</param>
/// <param name="Approver">Who decides by it: <c>user:NAME</c>.</param>
/// <param name="PlanHash">The plan that it is for.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
/// <param name="CreatedBy">Who made it: <c>user:NAME</c>.</param>
/// <param name="UsedAt">When it was used; null while it was not.</param>
public sealed record ApprovalLink(
    string TokenHash, string Approver, string PlanHash, DateTimeOffset ExpiresAt, string CreatedBy, DateTimeOffset? UsedAt = null);
