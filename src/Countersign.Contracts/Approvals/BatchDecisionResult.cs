namespace Countersign.Contracts.Approvals;

/// <summary>What became of one decision among many.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Status">The HTTP status that the decision alone would have been answered with.</param>
/// <param name="Code">The stable code of a refusal; null when the decision was taken.</param>
/// <param name="Detail">Why it was refused; null when it was taken.</param>
public sealed record BatchDecisionResult(string JobId, int Status, string? Code, string? Detail);
