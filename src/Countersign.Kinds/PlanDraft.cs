using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>A plan before it gets a version and a hash.</summary>
/// <param name="Steps">At least one, dependencies before what depends on them.</param>
/// <param name="Estimate">Of all steps together.</param>
public sealed record PlanDraft(IReadOnlyList<PlanStep> Steps, Estimate? Estimate = null);
