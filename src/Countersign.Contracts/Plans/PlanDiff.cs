namespace Countersign.Contracts.Plans;

/// <summary>The difference between two plan versions, step by step.</summary>
/// <param name="From">The version that is compared.</param>
/// <param name="To">The version that it is compared with.</param>
/// <param name="InputChanged">Whether the two were made from different input or content.</param>
/// <param name="Steps">In the order of <paramref name="To"/>, then what was removed, in the order of <paramref name="From"/>.</param>
public sealed record PlanDiff(int From, int To, bool InputChanged, IReadOnlyList<StepDiff> Steps);
