namespace Countersign.Contracts.Proof.Checks;

/// <summary>Which plan versions might be executed.</summary>
/// <param name="decisions">Plan version to decision.</param>
/// <param name="mode">The job's approval mode.</param>
internal sealed class PlanApprovals(IReadOnlyDictionary<long, ProvenDecision> decisions, string mode)
{
    /// <returns>The approval; null where the plan needs none.</returns>
    public ProvenDecision? Require(ProvenPlan plan)
    {
        if (decisions.TryGetValue(plan.Version, out var decision))
        {
            return decision.IsApproval
                ? decision
                : throw new UnprovenException($"Plan version {plan.Version} was executed, and {decision.Actor} had rejected it.");
        }

        return mode == "none" && plan.OnlyReads
            ? null
            : throw new UnprovenException($"Plan version {plan.Version} was executed, and nobody had approved it.");
    }
}
