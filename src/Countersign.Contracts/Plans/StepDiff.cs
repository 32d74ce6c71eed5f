namespace Countersign.Contracts.Plans;

/// <summary>What became of one step.</summary>
/// <param name="Id">The step.</param>
/// <param name="Change">What happened to it.</param>
/// <param name="Fields">Names of the fields that differ, with <see cref="StepChange.Changed"/> only.</param>
/// <param name="Before">The step in the older version; null when it was added.</param>
/// <param name="After">The step in the newer version; null when it was removed.</param>
public sealed record StepDiff(string Id, StepChange Change, IReadOnlyList<string> Fields, PlanStep? Before, PlanStep? After);
