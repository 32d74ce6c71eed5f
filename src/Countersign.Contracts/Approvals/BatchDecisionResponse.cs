namespace Countersign.Contracts.Approvals;

/// <summary>The answer to <see cref="BatchDecisionRequest"/>.</summary>
/// <param name="Results">One for each decision, in the same order.</param>
public sealed record BatchDecisionResponse(IReadOnlyList<BatchDecisionResult> Results);
