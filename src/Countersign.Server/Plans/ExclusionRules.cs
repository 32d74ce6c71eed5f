using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;

namespace Countersign.Server.Plans;

/// <summary>Which steps an approval may leave out. Pure.</summary>
internal static class ExclusionRules
{
    /// <summary>Why the answer's exclusion is not taken; null when it is, or there is none.</summary>
    public static Refusal? Check(Job job, DecisionRequest answer, Plan? plan)
    {
        if (answer.Exclude is { Count: > 0 } exclude)
        {
            if (plan is null || plan.Hash != job.Plan!.Hash)
            {
                return Refusals.PlanChanged(plan?.Hash ?? "", job.Plan!.Hash);
            }

            if (CheckSteps(exclude, plan) is { } refusal)
            {
                return refusal;
            }
        }

        // What is approved is a plan and what is left out of it; votes for different things do not add up.
        var earlier = job.Approval.Votes.FirstOrDefault(vote => vote.Approved);
        return answer.Approved && earlier is not null && !earlier.Exclude.ToHashSet().SetEquals(answer.Exclude ?? [])
            ? Refusals.ExclusionDiffers(earlier)
            : null;
    }

    /// <summary>The ids in the order of the plan, each once.</summary>
    public static IReadOnlyList<string> InPlanOrder(IReadOnlyList<string>? exclude, Plan? plan) =>
        exclude is { Count: > 0 } ? [.. plan!.Steps.Select(step => step.Id).Where(exclude.Contains)] : [];

    private static Refusal? CheckSteps(IReadOnlyList<string> exclude, Plan plan)
    {
        if (exclude.FirstOrDefault(id => plan.Steps.All(step => step.Id != id)) is { } unknown)
        {
            return Refusals.Invalid("exclude", $"names '{unknown}'; steps of this plan are {string.Join(", ", plan.Steps.Select(step => step.Id))}.");
        }

        if (plan.Steps.All(step => exclude.Contains(step.Id)))
        {
            return Refusals.Invalid("exclude", "names every step; to run nothing, reject the plan.");
        }

        string[] needed = [.. plan.Steps
            .Where(step => !exclude.Contains(step.Id))
            .SelectMany(step => step.DependsOn.Where(exclude.Contains).Select(id => $"'{id}' is needed by '{step.Id}'"))];
        return needed.Length == 0 ? null : Refusals.StepNeeded(needed);
    }
}
