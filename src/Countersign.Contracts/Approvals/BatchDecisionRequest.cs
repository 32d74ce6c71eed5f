namespace Countersign.Contracts.Approvals;

/// <summary>The body of <c>POST /api/approvals/batch</c>.</summary>
/// <param name="Decisions">1 to 100, each taken or refused for itself, in this order.</param>
public sealed record BatchDecisionRequest(IReadOnlyList<BatchDecision> Decisions);
