namespace Countersign.Contracts.Plans;

/// <summary>A plan version in short.</summary>
/// <param name="Version">The version's number.</param>
/// <param name="Hash">The version's hash.</param>
/// <param name="Steps">How many steps it has.</param>
public sealed record PlanSummary(int Version, string Hash, int Steps)
{
    /// <summary><c>planner</c>, or <c>user:NAME</c> of who edited.</summary>
    public string CreatedBy { get => field ?? Plan.Planner; init; }

    /// <summary>
    /// Digest over the canonical form (RFC 8785) of <c>{kind, input_digest, steps}</c>: the same for plans that do the same.
    /// </summary>
    public string? Content { get; init; }

    /// <summary>The gravest risk of any step.</summary>
    public Risk Risk { get; init; }
}
