namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>How a goal becomes jobs of one kind.</summary>
/// <param name="Kind">The kind's name; the rule is passed over on a server without it.</param>
/// <param name="Look">Pure.</param>
internal sealed record GoalRule(string Kind, Func<RuleContext, RuleResult> Look);
