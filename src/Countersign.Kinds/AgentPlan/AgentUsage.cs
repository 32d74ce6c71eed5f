namespace Countersign.Kinds.AgentPlan;

/// <summary>What asking a model has taken.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Tokens">Sent and received.</param>
/// <param name="Cost">In the currency of the configured prices; null without prices.</param>
internal sealed record AgentUsage(int Requests = 0, long Tokens = 0, double? Cost = null);
