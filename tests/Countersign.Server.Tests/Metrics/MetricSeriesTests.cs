using Countersign.Contracts.Metrics;
using Countersign.Server.Metrics;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Metrics;

public sealed class MetricSeriesTests
{
    [Fact]
    public void Summarize_OfOneFigure_HasNoTrend()
    {
        var summary = Of(4).Summarize();

        Assert.Equal((1L, 4.0, 4.0, 4.0, 4.0), (summary.Count, summary.Min, summary.Max, summary.Avg, summary.Last));
        Assert.Null(summary.Trend);
    }

    [Fact]
    public void Summarize_TakesTheLastByTime_WhateverTheOrderOfAdding()
    {
        var series = new MetricSeries("score");
        series.Add(JobBuilder.Epoch.AddSeconds(9), 7);
        series.Add(JobBuilder.Epoch.AddSeconds(1), 3);
        series.Add(JobBuilder.Epoch.AddSeconds(5), 2);

        var summary = series.Summarize();

        Assert.Equal((7.0, JobBuilder.Epoch.AddSeconds(9), 2.0, 7.0, 4.0), (summary.Last, summary.LastAt, summary.Min, summary.Max, summary.Avg));
        Assert.Equal(2.5, summary.Trend!.PreviousAvg);
    }

    // The slopes are those of ordinary least squares, worked out by hand.
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, TrendDirection.Up, 1)]
    [InlineData(new double[] { 8, 6, 4 }, TrendDirection.Down, -2)]
    [InlineData(new double[] { 5, 5, 5, 5 }, TrendDirection.Flat, 0)]
    [InlineData(new double[] { 1, 3, 2, 4 }, TrendDirection.Up, 0.8)]
    [InlineData(new double[] { 100, 104 }, TrendDirection.Flat, 4)]
    [InlineData(new double[] { 100, 106 }, TrendDirection.Up, 6)]
    [InlineData(new double[] { -1, 1 }, TrendDirection.Up, 2)]
    [InlineData(new double[] { 0, 0 }, TrendDirection.Flat, 0)]
    public void Trend_IsTheFittedLine(double[] values, TrendDirection direction, double slope)
    {
        var trend = Of(values).Summarize().Trend!;

        Assert.Equal(direction, trend.Direction);
        Assert.Equal(slope, trend.Slope, precision: 10);
    }

    [Fact]
    public void Summarize_OfTheLargestFigures_StaysFinite()
    {
        var summary = Of(double.MaxValue, -double.MaxValue, double.MaxValue).Summarize();

        Assert.True(double.IsFinite(summary.Avg) && double.IsFinite(summary.Trend!.Slope) && double.IsFinite(summary.Trend.PreviousAvg), summary.ToString());
        Assert.Equal(0, summary.Trend!.PreviousAvg);
    }

    private static MetricSeries Of(params double[] values)
    {
        var series = new MetricSeries("score");
        foreach (var (index, value) in values.Index())
        {
            series.Add(JobBuilder.Epoch.AddSeconds(index), value);
        }

        return series;
    }
}
