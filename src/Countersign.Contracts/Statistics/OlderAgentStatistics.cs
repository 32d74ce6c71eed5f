namespace Countersign.Contracts.Statistics;

/// <summary>Agents in the shape of a replaced service; a kind of jobs stands for an agent.</summary>
/// <param name="Active">Kinds that have running jobs.</param>
/// <param name="TotalAgents">Kinds that this server knows.</param>
public sealed record OlderAgentStatistics(int Active, int TotalAgents);
