using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Activities;

/// <summary>A plan that may be executed.</summary>
/// <param name="Plan">The plan, checked against its hash.</param>
/// <param name="Decision">The approval of it; null for a plan that only reads and needs none.</param>
internal sealed record ApprovedPlan(Plan Plan, Decision? Decision)
{
    /// <summary>Whether the approval left the step out.</summary>
    public bool Excludes(string stepId) => Decision?.Exclude.Contains(stepId) is true;
}
