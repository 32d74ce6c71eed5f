namespace Countersign.Contracts.Approvals;

/// <summary>The body of <c>POST /api/jobs/{id}/approve</c>.</summary>
public sealed record DecisionRequest
{
    public required bool Approved { get; init; }

    /// <summary>The hash of the plan that the person saw; refused as <c>plan_changed</c> when another is current.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Why; required with <c>replan</c>.</summary>
    public string? Feedback { get; init; }

    /// <summary>Ids of steps to leave out, with an approval only. Everybody who approves must name the same.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>With a rejection only: asks for another plan version that answers the feedback. Default false.</summary>
    public bool? Replan { get; init; }
}
