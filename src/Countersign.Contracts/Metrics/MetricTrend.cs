namespace Countersign.Contracts.Metrics;

/// <summary>Where a series goes, in the order in which its figures were taken.</summary>
/// <param name="Direction">
/// <c>up</c> or <c>down</c> when the fitted line moves, from the first figure to the last, by more than a twentieth of the average's
/// size; <c>flat</c> otherwise. It says nothing of good or bad.
/// </param>
/// <param name="Slope">By how much a figure exceeds the one before: the slope of the line that least squares fit.</param>
/// <param name="PreviousAvg">The mean of all figures but the last, to compare it with.</param>
public sealed record MetricTrend(TrendDirection Direction, double Slope, double PreviousAvg);
