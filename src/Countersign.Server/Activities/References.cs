using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;

namespace Countersign.Server.Activities;

/// <summary>Plans as orchestrations name them.</summary>
internal static class References
{
    public static PlanReference To(Plan plan) => new(plan.Version, plan.Hash, [.. plan.Steps.Select(step => step.Id)]);
}
