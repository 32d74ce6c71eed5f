namespace Countersign.Contracts.Statistics;

/// <summary>How many jobs there are. Removed jobs are not counted.</summary>
/// <param name="Total">All jobs.</param>
/// <param name="Completed">Those that completed.</param>
/// <param name="Failed">Those that failed; time-outs are counted apart.</param>
/// <param name="SuccessRate"><paramref name="Completed"/> of <paramref name="Total"/> in per cent; 0 without jobs.</param>
/// <param name="ByStatus">Every status with its jobs, those without any among them.</param>
/// <param name="CountedAt">When they were counted.</param>
public sealed record JobStatistics(
    long Total, long Completed, long Failed, double SuccessRate, IReadOnlyDictionary<string, long> ByStatus, DateTimeOffset CountedAt);
