using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Statistics;
using Xunit;

namespace Countersign.Server.Tests.Statistics;

public sealed class JobFiguresTests
{
    [Fact]
    public void Breakdown_AddsUpStatusesKindsAndDurations()
    {
        var counter = new JobGroupCounter();
        counter.Add("a", JobStatus.Completed, 1000, 3);
        counter.Add("a", JobStatus.Failed, 3000, 1);
        counter.Add("b", JobStatus.Cancelled, JobDuration.NeverStarted, 2);
        counter.Add("b", JobStatus.Running, null, 2);

        var figures = JobFigures.Breakdown(new JobCounts(counter.Read(), DateTimeOffset.UnixEpoch));

        Assert.Equal((8, 3, 1, 37.5), (figures.Total, figures.Completed, figures.Failed, figures.SuccessRate));
        Assert.Equal((4, 1.5), (figures.Durations.Count, figures.Durations.AvgSeconds));
        Assert.Equal(["a", "b"], figures.ByKind.Keys);
        Assert.Equal((4, 75), (figures.ByKind["a"].Total, figures.ByKind["a"].SuccessRate));
        Assert.Equal((2, 2, 0), (figures.ByKind["b"].ByStatus["running"], figures.ByKind["b"].ByStatus["cancelled"], figures.ByKind["b"].ByStatus["pending"]));
        Assert.Null(figures.ByKind["b"].Durations.AvgSeconds);
    }

    [Fact]
    public void Breakdown_OfNothing_IsZero()
    {
        var figures = JobFigures.Breakdown(new JobCounts([], DateTimeOffset.UnixEpoch));

        Assert.Equal((0, 0.0), (figures.Total, figures.SuccessRate));
        Assert.Null(figures.Durations.P95Seconds);
    }

    [Fact]
    public void Counter_ThatCountedOutAllItCountedIn_HasNoGroup()
    {
        var counter = new JobGroupCounter();
        counter.Add("a", JobStatus.Failed, 20, 1);
        counter.Add("a", JobStatus.Failed, 20, -1);

        Assert.Empty(counter.Read());
    }

    [Theory]
    [InlineData(0.5, 0.75, 1)]
    [InlineData(0.9, 0.75, 1)]
    [InlineData(0.95, 10, 20)]
    [InlineData(1, 10, 20)]
    public void Quantile_StandsInTheRangeOfItsJob(double part, double from, double to)
    {
        var counter = new JobGroupCounter();
        counter.Add("a", JobStatus.Completed, 900, 90);
        counter.Add("a", JobStatus.Completed, 15_000, 10);

        Assert.InRange(counter.Read()[0].Durations.Quantile(part)!.Value, from, to);
    }

    [Fact]
    public void Bucket_OfABound_IsTheOneThatItCloses()
    {
        Assert.Equal(0, DurationCounts.BucketOf(0));
        Assert.Equal(0, DurationCounts.BucketOf(DurationCounts.Bounds[0]));
        Assert.Equal(1, DurationCounts.BucketOf(DurationCounts.Bounds[0] + 0.0001));
        Assert.Equal(DurationCounts.Bounds.Count, DurationCounts.BucketOf(1e9));
    }
}
