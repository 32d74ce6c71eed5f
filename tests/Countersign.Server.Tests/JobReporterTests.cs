using Countersign.Contracts.Events;
using Countersign.Server.Activities;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class JobReporterTests
{
    [Fact]
    public void Lines_OfARepeatedRun_AreStoredOnce()
    {
        var reporter = new JobReporter("s", 1, 0, 100, ["one", "two"]);

        reporter.Log("one");
        reporter.Log("two");
        reporter.Log("three");

        Assert.Equal(["three"], Messages(reporter));
    }

    [Fact]
    public void Lines_OfARepeatedRunThatGoesAnotherWay_AreAllStoredFromThere()
    {
        var reporter = new JobReporter("s", 1, 0, 100, ["one", "two", "three"]);

        reporter.Log("one");
        reporter.Log("other");
        reporter.Log("three");

        Assert.Equal(["other", "three"], Messages(reporter));
    }

    [Fact]
    public void Progress_LiesWithinItsPartAndNeverFalls()
    {
        var reporter = new JobReporter("s", 1, 10, 50, []);

        reporter.Progress(0.5);
        reporter.Progress(0.25);
        Assert.Equal(30, reporter.Take().Percent);

        reporter.Progress(7);
        Assert.Equal(50, reporter.Take().Percent);
    }

    [Fact]
    public void Use_IsNewsOnce()
    {
        var reporter = new JobReporter(null, 1, 0, 100, []);
        reporter.Take();

        reporter.Use(10, 0.5);
        reporter.Use(5, null);

        Assert.True(reporter.HasNews);
        var report = reporter.Take();
        Assert.Equal((15, 0.5), (report.Tokens, report.Cost));
        Assert.False(reporter.HasNews);
        Assert.Equal((0, null), (reporter.Take().Tokens, reporter.Take().Cost));
    }

    [Fact]
    public void News_AreOnlyWhatWasNotTaken()
    {
        var reporter = new JobReporter(null, 1, 0, 100, []);
        reporter.Log("line");
        Assert.True(reporter.HasNews);

        reporter.Take();

        Assert.False(reporter.HasNews);
        reporter.Progress(0.001);
        Assert.False(reporter.HasNews);
        reporter.Progress(0.01);
        Assert.True(reporter.HasNews);
    }

    [Fact]
    public void Line_ThatIsTooLong_IsCut()
    {
        var reporter = new JobReporter(null, 1, 0, 100, []);

        reporter.Log(new string('x', 100_000));

        Assert.InRange(Assert.Single(Messages(reporter)).Length, 8000, 8300);
    }

    private static IEnumerable<string> Messages(JobReporter reporter) =>
        reporter.Take().Lines
            .Where(line => line.Type == EventTypes.Log)
            .Select(line => line.Data!.Value.GetProperty("message").GetString()!);
}
