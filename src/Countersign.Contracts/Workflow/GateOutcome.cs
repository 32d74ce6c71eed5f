namespace Countersign.Contracts.Workflow;

/// <summary>The answer to a <see cref="GateTask"/>.</summary>
/// <param name="Verdict">What the store says.</param>
/// <param name="Gate">The next gate, with <see cref="GateVerdict.Undecided"/> only.</param>
public sealed record GateOutcome(GateVerdict Verdict, Gate? Gate = null);
