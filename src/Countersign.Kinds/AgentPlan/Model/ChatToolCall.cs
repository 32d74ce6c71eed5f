namespace Countersign.Kinds.AgentPlan.Model;

/// <summary>A call of a function by the model.</summary>
/// <param name="Id">What the result is sent back under.</param>
/// <param name="Name">As the model wrote it; it need not be that of a function.</param>
/// <param name="Arguments">As the model wrote them; they need not be JSON.</param>
public sealed record ChatToolCall(string Id, string Name, string Arguments);
