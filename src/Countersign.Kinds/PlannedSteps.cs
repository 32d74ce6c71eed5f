using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>The rule for edited plans of kinds that know no other: steps may be left out and reordered, never changed.</summary>
/// <remarks>
/// What a step does is read from the step, and what a person approves is its preview; only the planner makes both so that they
/// agree.
/// </remarks>
public static class PlannedSteps
{
    /// <summary>Every step that is not, word for word, one that the planner made.</summary>
    public static IReadOnlyList<StepProblem> Check(EditedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var known = plan.Planned.Select(Canonical).ToHashSet(StringComparer.Ordinal);
        var ids = plan.Planned.Select(step => step.Id).Distinct().ToArray();
        return [.. plan.Steps.Where(step => !known.Contains(Canonical(step))).Select(step => Problem(step, ids))];
    }

    private static StepProblem Problem(PlanStep step, string[] ids) => new(
        step.Id,
        ids.Contains(step.Id)
            ? "is not as the planner made it; allowed is to leave steps out and to reorder them."
            : $"is not one of the planner's; allowed are {string.Join(", ", ids)}.");

    private static string Canonical(PlanStep step) =>
        CanonicalJson.DigestOf(JsonSerializer.SerializeToElement(step, ContractsJson.Default.PlanStep));
}
