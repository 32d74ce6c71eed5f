namespace Countersign.Contracts.Approvals;

/// <summary>A decision by a link, which says already who decides and on what.</summary>
/// <param name="Approved">Whether the plan is approved.</param>
/// <param name="Feedback">Why.</param>
public sealed record LinkDecisionRequest(bool Approved, string? Feedback = null);
