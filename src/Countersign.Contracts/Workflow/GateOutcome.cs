namespace Countersign.Contracts.Workflow;

/// <summary>The answer to a <see cref="GateTask"/>.</summary>
/// <param name="Verdict">What the store says.</param>
/// <param name="Gate">The next gate, with <see cref="GateVerdict.Undecided"/> only.</param>
/// <param name="Plan">The version that was approved or is held now; null when it is the one that was asked about.</param>
/// <param name="Round">The planner's next round, with <see cref="GateVerdict.Replan"/> only.</param>
public sealed record GateOutcome(GateVerdict Verdict, Gate? Gate = null, PlanReference? Plan = null, int Round = 0);
