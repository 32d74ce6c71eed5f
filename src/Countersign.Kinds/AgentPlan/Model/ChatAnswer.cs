namespace Countersign.Kinds.AgentPlan.Model;

/// <summary>A message of the model.</summary>
/// <param name="Text">What it says; empty where it only calls functions.</param>
/// <param name="Calls">The functions that it calls.</param>
/// <param name="SentTokens">What the service counted of the conversation; null where it counted nothing.</param>
/// <param name="ReceivedTokens">What the service counted of the answer; null where it counted nothing.</param>
public sealed record ChatAnswer(string Text, IReadOnlyList<ChatToolCall> Calls, long? SentTokens, long? ReceivedTokens);
