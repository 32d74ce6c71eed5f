namespace Countersign.Contracts.Approvals;

/// <summary>What the rules of <c>approval.mode: policy</c> say of a plan.</summary>
/// <param name="Decision">Whether a rule approves.</param>
/// <param name="Rule">The name of the rule that does; null with <see cref="PolicyDecision.Hold"/>.</param>
/// <param name="Reasons">Why: what the rule found, or what each rule lacked.</param>
public sealed record PolicyVerdict(PolicyDecision Decision, string? Rule, IReadOnlyList<string> Reasons);
