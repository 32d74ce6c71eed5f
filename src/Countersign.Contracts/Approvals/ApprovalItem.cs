using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Approvals;

/// <summary>A plan that waits for a decision.</summary>
public sealed record ApprovalItem
{
    public required string JobId { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Who submitted the job.</summary>
    public required string Requester { get; init; }

    /// <summary>The gravest risk of any step.</summary>
    public required Risk Risk { get; init; }

    public required int PlanVersion { get; init; }

    /// <summary>What to send as <c>plan_hash</c>.</summary>
    public required string PlanHash { get; init; }

    /// <summary>Votes in favour so far.</summary>
    public required int Votes { get; init; }

    /// <summary>Votes in favour that are needed.</summary>
    public required int Required { get; init; }

    /// <summary>When the gate closes.</summary>
    public required DateTimeOffset? DueAt { get; init; }
}
