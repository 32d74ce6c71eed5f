using Countersign.Contracts.Approvals;

namespace Countersign.Contracts.Plans;

/// <summary>One version in a plan's history.</summary>
public sealed record PlanVersion
{
    public required int Version { get; init; }

    public required string Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>planner</c>, or <c>user:NAME</c> of who edited.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What this version answers; null when nothing was said.</summary>
    public string? Feedback { get; init; }

    /// <summary>How many steps it has.</summary>
    public required int Steps { get; init; }

    /// <summary>The gravest risk of any step.</summary>
    public required Risk Risk { get; init; }

    /// <summary>Null when nobody decided on this version.</summary>
    public Decision? Decision { get; init; }
}
