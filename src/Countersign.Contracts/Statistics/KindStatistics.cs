namespace Countersign.Contracts.Statistics;

/// <summary>The jobs of one kind.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Completed">Those that completed.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="SuccessRate"><paramref name="Completed"/> of <paramref name="Total"/> in per cent.</param>
/// <param name="ByStatus">Every status with its jobs, those without any among them.</param>
/// <param name="Durations">Of those that have ended.</param>
public sealed record KindStatistics(
    long Total, long Completed, long Failed, double SuccessRate, IReadOnlyDictionary<string, long> ByStatus, DurationStatistics Durations);
