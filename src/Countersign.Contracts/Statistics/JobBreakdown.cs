namespace Countersign.Contracts.Statistics;

/// <summary>The jobs that the caller sees, by status and kind. Removed jobs are not counted.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Completed">Those that completed.</param>
/// <param name="Failed">Those that failed; time-outs are counted apart.</param>
/// <param name="SuccessRate"><paramref name="Completed"/> of <paramref name="Total"/> in per cent; 0 without jobs.</param>
/// <param name="ByStatus">Every status with its jobs, those without any among them.</param>
/// <param name="Durations">Of all jobs that have ended.</param>
/// <param name="ByKind">Kind to the same of its jobs; a kind without jobs is absent.</param>
/// <param name="CountedAt">When they were counted.</param>
public sealed record JobBreakdown(
    long Total,
    long Completed,
    long Failed,
    double SuccessRate,
    IReadOnlyDictionary<string, long> ByStatus,
    DurationStatistics Durations,
    IReadOnlyDictionary<string, KindStatistics> ByKind,
    DateTimeOffset CountedAt);
