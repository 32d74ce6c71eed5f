using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>A plan before it gets a version and a hash.</summary>
/// <param name="Steps">At least one, dependencies before what depends on them.</param>
/// <param name="Estimate">Of all steps together.</param>
public sealed record PlanDraft(IReadOnlyList<PlanStep> Steps, Estimate? Estimate = null)
{
    /// <summary>
    /// What a further look found (<see cref="PlanContext.Look"/>): takes the place of the analysis, stored with this plan or not at
    /// all. Null where the analysis stays, which is the rule.
    /// </summary>
    public Analysis? Analysis { get; init; }
}
