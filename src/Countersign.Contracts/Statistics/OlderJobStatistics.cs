namespace Countersign.Contracts.Statistics;

/// <summary>Jobs in the shape of a replaced service.</summary>
/// <param name="Total">All jobs.</param>
/// <param name="Completed">Those that completed.</param>
/// <param name="Failed">Those that failed or ran out of time, which that service called failed.</param>
/// <param name="SuccessRate">In per cent of all.</param>
public sealed record OlderJobStatistics(long Total, long Completed, long Failed, double SuccessRate);
