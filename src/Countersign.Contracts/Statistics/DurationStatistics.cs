namespace Countersign.Contracts.Statistics;

/// <summary>How long jobs took, from their start to their end, waiting for a decision included. In seconds; null without jobs.</summary>
/// <param name="Count">How many jobs have begun and ended.</param>
/// <param name="AvgSeconds">Their average.</param>
/// <param name="P50Seconds">What half of them did not exceed; this and the next two are estimated from counts by range.</param>
/// <param name="P95Seconds">What 95 of 100 did not exceed.</param>
/// <param name="P99Seconds">What 99 of 100 did not exceed.</param>
public sealed record DurationStatistics(long Count, double? AvgSeconds, double? P50Seconds, double? P95Seconds, double? P99Seconds);
