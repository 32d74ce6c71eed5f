namespace Countersign.Contracts.Statistics;

/// <summary>The statistics in the shape of a replaced service.</summary>
/// <param name="Jobs">All jobs.</param>
/// <param name="System">The machine, as far as the process sees it.</param>
/// <param name="Agents">What works on jobs: here, kinds of jobs.</param>
public sealed record OlderStatistics(OlderJobStatistics Jobs, OlderSystemStatistics System, OlderAgentStatistics Agents);
