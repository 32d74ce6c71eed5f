namespace Countersign.Contracts.Approvals;

/// <summary>A link by which one person may decide once on one plan.</summary>
/// <param name="Url">The whole address. Whoever has it can decide in the approver's name: it is shown this once and stored nowhere.</param>
/// <param name="Approver">Who decides by it.</param>
/// <param name="PlanVersion">The version that it is for.</param>
/// <param name="PlanHash">The hash that it is for.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
public sealed record ApprovalLinkResponse(string Url, string Approver, int PlanVersion, string PlanHash, DateTimeOffset ExpiresAt);
