using Countersign.Contracts.Workflow;

namespace Countersign.Server.Activities;

/// <summary>What came of storing a plan.</summary>
/// <param name="Outcome">How planning ended; null when the job must be looked at again.</param>
internal sealed record PlannedStage(PlanOutcome? Outcome)
{
    public static PlannedStage Stopped { get; } = new(new PlanOutcome(StageVerdict.Stopped));

    public static PlannedStage LookAgain { get; } = new((PlanOutcome?)null);
}
