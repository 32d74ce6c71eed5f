namespace Countersign.Contracts.Plans;

/// <summary>An immutable, numbered version of what a job will do.</summary>
public sealed record Plan
{
    /// <summary>Who made a version that nobody edited.</summary>
    public const string Planner = "planner";

    /// <summary>1 for the planner's first; each change makes the next.</summary>
    public required int Version { get; init; }

    /// <summary>See <see cref="Hashing.PlanHash"/>.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>planner</c>, or <c>user:NAME</c> of who edited.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What this version answers: a person's feedback, or what has changed below the plan; null when nothing was said.</summary>
    public string? Feedback { get; init; }

    public required IReadOnlyList<PlanStep> Steps { get; init; }

    public Estimate? Estimate { get; init; }

    /// <summary>See <see cref="Hashing.InputDigest"/>.</summary>
    public required string InputDigest { get; init; }

    /// <summary>The gravest risk of any step.</summary>
    public Risk HighestRisk() => Steps.Count == 0 ? Risk.Read : Steps.Max(step => step.Risk);
}
