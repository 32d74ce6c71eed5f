using System.Diagnostics;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Embedded.Tests.Telemetry;

/// <summary>What Prometheus' own tool says of the page; runs where <c>COUNTERSIGN_PROMTOOL</c> names that tool.</summary>
public sealed class PromtoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Metrics_AreAcceptedByPromtool()
    {
        var tool = Environment.GetEnvironmentVariable("COUNTERSIGN_PROMTOOL");
        Assert.SkipWhen(string.IsNullOrEmpty(tool), "COUNTERSIGN_PROMTOOL does not name promtool.");
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings { DataFolder = _folder, Urls = ["http://127.0.0.1:0"] });
        using var api = new ApiClient(host.Address);
        var jobId = await OtlpExportTests.SubmitAsync(api);
        await api.WaitForEventAsync(jobId, "approval_required");
        await api.PostAsync($"api/jobs/{jobId}/cancel");
        await api.WaitForEventAsync(jobId, "cancelled");

        var page = await api.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        using var check = Process.Start(new ProcessStartInfo(tool!, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        await check.StandardInput.WriteAsync(page);
        check.StandardInput.Close();
        var complaints = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();

        Assert.Contains("countersign_job_duration_seconds_bucket", page, StringComparison.Ordinal);
        Assert.True(check.ExitCode == 0, $"promtool ended with {check.ExitCode}: {complaints}{Environment.NewLine}{page}");
    }
}
