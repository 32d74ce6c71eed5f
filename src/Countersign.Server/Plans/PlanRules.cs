using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Kinds;

namespace Countersign.Server.Plans;

/// <summary>What every plan has to satisfy, whatever its kind.</summary>
internal static class PlanRules
{
    /// <summary>Whether the plan is held until somebody decides. Only a plan that reads and nothing else can go without.</summary>
    public static bool NeedsDecision(ApprovalMode mode, Plan plan) =>
        mode != ApprovalMode.None || plan.HighestRisk() != Risk.Read;

    /// <summary>What makes the steps unfit to be run in their order; null when nothing does.</summary>
    public static StepProblem? FirstProblem(IReadOnlyList<PlanStep> steps, Analysis analysis)
    {
        if (steps.Count == 0)
        {
            return new StepProblem(null, "it has no steps.");
        }

        var content = analysis.Content.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (step.DependsOn.FirstOrDefault(id => !earlier.Contains(id)) is { } missing)
            {
                return new StepProblem(step.Id, $"depends on '{missing}', which is no earlier step.");
            }

            if (step.Inputs.FirstOrDefault(name => !content.Contains(name)) is { } unknown)
            {
                return new StepProblem(step.Id, $"reads '{unknown}', which the analysis did not see.");
            }

            if (step.Id.Length == 0 || !earlier.Add(step.Id))
            {
                return new StepProblem(step.Id, "has an id that is empty or stands twice.");
            }
        }

        return null;
    }

    /// <summary>The estimates of all steps together; a part that no step knows is unknown.</summary>
    public static Estimate? SumOf(IReadOnlyList<PlanStep> steps)
    {
        Estimate[] known = [.. steps.Select(step => step.Estimate).OfType<Estimate>()];
        return known.Length == 0 ? null : new Estimate
        {
            DurationSeconds = known.Any(part => part.DurationSeconds is not null) ? known.Sum(part => part.DurationSeconds ?? 0) : null,
            BytesRead = known.Any(part => part.BytesRead is not null) ? known.Sum(part => part.BytesRead ?? 0) : null,
            BytesWritten = known.Any(part => part.BytesWritten is not null) ? known.Sum(part => part.BytesWritten ?? 0) : null,
            BytesFreed = known.Any(part => part.BytesFreed is not null) ? known.Sum(part => part.BytesFreed ?? 0) : null,
            Tokens = known.Any(part => part.Tokens is not null) ? known.Sum(part => part.Tokens ?? 0) : null,
            Cost = known.Any(part => part.Cost is not null) ? known.Sum(part => part.Cost ?? 0) : null,
        };
    }
}
