using Countersign.Server.Health;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Server.Statistics;
using Countersign.Server.Telemetry;
using Countersign.Testing.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Countersign.Server.Tests.Telemetry;

/// <summary>Series that the page for Prometheus shows under an older name as well.</summary>
public sealed class MetricAliasTests : IDisposable
{
    private readonly JobMetrics _metrics;

    public MetricAliasTests()
    {
        var counts = new Mock<IJobCounts>();
        counts.Setup(store => store.ReadAsync(null, It.IsAny<CancellationToken>())).ReturnsAsync(new JobCounts([], DateTimeOffset.UnixEpoch));
        _metrics = new JobMetrics(
            new JobCountsSnapshot(counts.Object, TimeProvider.System, NullLogger<JobCountsSnapshot>.Instance),
            new SubscriberCounters(),
            new CpuMeter(TimeProvider.System),
            new ServiceUptime(TimeProvider.System));
    }

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Alias_HasTheTypeAndTheSamplesOfItsSeries()
    {
        using var reader = NewReader("old_activity_time", "countersign_activity_duration_seconds");
        await reader.StartAsync(CancellationToken.None);
        _metrics.ActivityBegins("plan");
        _metrics.ActivityEnds("plan", TimeSpan.FromSeconds(2), failed: false);

        var page = Exposition.Parse(reader.Read());

        Assert.Equal("histogram", page.Types["old_activity_time"]);
        Assert.Equal(2, page.Samples["old_activity_time_sum activity=plan outcome=ok"]);
        Assert.Equal(2, page.Samples["countersign_activity_duration_seconds_sum activity=plan outcome=ok"]);
    }

    [Theory]
    [InlineData("old_jobs", "no_such_series")]
    [InlineData("countersign_jobs", "countersign_queue_depth")]
    public async Task Alias_ThatCannotBe_KeepsTheHostFromStarting(string alias, string series)
    {
        using var reader = NewReader(alias, series);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => reader.StartAsync(CancellationToken.None));

        Assert.Contains($"Telemetry:Aliases:{alias} is '{series}'; allowed is one of countersign_activities_running, ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("old:jobs_1", true)]
    [InlineData("9jobs", false)]
    [InlineData("old jobs", false)]
    [InlineData("alte_aufträge", false)]
    public void Name_IsOneThatPrometheusTakes(string alias, bool valid) =>
        Assert.Equal(valid, new TelemetryOptionsValidator().Validate(null, Options(alias, "countersign_jobs")).Succeeded);

    private MetricsReader NewReader(string alias, string series) => new(_metrics, Options(alias, series));

    private static TelemetryOptions Options(string alias, string series)
    {
        var options = new TelemetryOptions();
        options.Aliases.Add(alias, series);
        return options;
    }
}
