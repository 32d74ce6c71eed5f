namespace Countersign.Kinds.AgentPlan;

/// <summary>A job that was wanted and cannot be planned.</summary>
/// <param name="Kind">As it was named.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record RefusedJob(string Kind, string Reason);
