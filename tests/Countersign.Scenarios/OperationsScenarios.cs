using System.Net;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Scenarios;

/// <summary>What those who run the service ask: statistics and metrics.</summary>
public abstract class OperationsScenarios(IScenarioHost host) : ScenarioBase(host)
{
    [Fact]
    public async Task JobStatistics_TellOfStatusesKindsAndDurations()
    {
        var jobId = await NewHeldJobAsync();
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await Api.WaitForEventAsync(jobId, "cancelled");

        var answer = await Api.GetAsync("api/jobs/stats");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(answer.Body.GetProperty("total").GetInt64(), answer.Body.GetProperty("by_status").EnumerateObject().Sum(status => status.Value.GetInt64()));
        Assert.Equal(
            answer.Body.GetProperty("total").GetInt64(),
            answer.Body.GetProperty("by_kind").EnumerateObject().Sum(kind => kind.Value.GetProperty("total").GetInt64()));
        Assert.InRange(answer.Body.GetProperty("success_rate").GetDouble(), 0, 100);
        Assert.True(answer.Body.GetProperty("durations").TryGetProperty("p95_seconds", out _), answer.Body.ToString());
    }

    [Fact]
    public async Task Metrics_AreWhatPrometheusReads()
    {
        var jobId = await NewHeldJobAsync();
        await Api.PostAsync($"api/jobs/{jobId}/cancel");
        await Api.WaitForEventAsync(jobId, "cancelled");

        using var client = new HttpClient { BaseAddress = Host.Address };
        using var answer = await client.GetAsync(new Uri("metrics", UriKind.Relative));
        var page = Exposition.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("histogram", page.Types["countersign_job_duration_seconds"]);
        Assert.True(page.Samples["countersign_job_duration_seconds_count kind=disk.inspect status=cancelled"] >= 1);
        Assert.True(page.Samples["countersign_activity_duration_seconds_count activity=analyze outcome=ok"] >= 1);
        Assert.Equal("gauge", page.Types["countersign_queue_depth"]);
        Assert.Contains("countersign_jobs kind=disk.inspect status=cancelled", page.Samples.Keys);
        Assert.Contains("countersign_subscribers transport=long_poll", page.Samples.Keys);
        Assert.True(page.Samples["process_cpu_time_seconds_total"] > 0);
    }

    [Fact]
    public async Task HealthStatus_NamesThePartsAndFigures()
    {
        var answer = await Api.GetAsync("api/health/status");

        Assert.Equal((HttpStatusCode.OK, "healthy"), (answer.Status, answer.Text("status")));
        Assert.Equal("healthy", answer.Body.GetProperty("components").GetProperty("engine").GetString());
        Assert.True(answer.Body.GetProperty("metrics").GetProperty("process").GetProperty("memory_bytes").GetInt64() > 10_000_000);
        Assert.True(answer.Body.GetProperty("uptime_seconds").GetDouble() > 0);
    }
}
