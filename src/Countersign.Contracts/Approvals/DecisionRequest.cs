namespace Countersign.Contracts.Approvals;

/// <summary>The body of <c>POST /api/jobs/{id}/approve</c>.</summary>
public sealed record DecisionRequest
{
    public required bool Approved { get; init; }

    /// <summary>The hash of the plan that the person saw; refused as <c>plan_changed</c> when another is current.</summary>
    public string? PlanHash { get; init; }

    public string? Feedback { get; init; }
}
