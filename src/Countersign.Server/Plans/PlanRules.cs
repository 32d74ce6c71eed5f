using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Plans;

/// <summary>What every plan has to satisfy, whatever its kind.</summary>
internal static class PlanRules
{
    /// <summary>Whether the plan is held until somebody decides. Only a plan that reads and nothing else can go without.</summary>
    public static bool NeedsDecision(ApprovalMode mode, Plan plan) =>
        mode != ApprovalMode.None || plan.HighestRisk() != Risk.Read;

    /// <summary>What makes the steps unfit to be run in their order; null when nothing does.</summary>
    public static string? FirstProblem(IReadOnlyList<PlanStep> steps, Analysis analysis)
    {
        if (steps.Count == 0)
        {
            return "it has no steps.";
        }

        var content = analysis.Content.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (step.DependsOn.FirstOrDefault(id => !earlier.Contains(id)) is { } missing)
            {
                return $"step '{step.Id}' depends on '{missing}', which is no earlier step.";
            }

            if (step.Inputs.FirstOrDefault(name => !content.Contains(name)) is { } unknown)
            {
                return $"step '{step.Id}' reads '{unknown}', which the analysis did not see.";
            }

            if (step.Id.Length == 0 || !earlier.Add(step.Id))
            {
                return $"the step id '{step.Id}' is empty or stands twice.";
            }
        }

        return null;
    }
}
