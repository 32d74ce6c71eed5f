namespace Countersign.Contracts.Approvals;

/// <summary>One decision among many.</summary>
public sealed record BatchDecision
{
    public required string JobId { get; init; }

    public required bool Approved { get; init; }

    /// <summary>The hash of the plan that the person saw; required here.</summary>
    public required string PlanHash { get; init; }

    public string? Feedback { get; init; }
}
