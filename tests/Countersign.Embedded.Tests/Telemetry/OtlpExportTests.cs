using System.Text;
using System.Text.Json.Nodes;
using Countersign.Testing.Http;
using Countersign.Testing.Images;
using Xunit;

namespace Countersign.Embedded.Tests.Telemetry;

/// <summary>A collector gets one trace of each job, and the metrics.</summary>
public sealed class OtlpExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Job_IsOneTrace_FromSubmissionOverApprovalToEveryStep_AcrossARestart()
    {
        await using var collector = new OtlpCollector();
        string jobId;
        await using (var host = await StartAsync(collector.Address.ToString()))
        {
            using var api = new ApiClient(host.Address);
            jobId = await SubmitAsync(api);
            await api.WaitForEventAsync(jobId, "approval_required");
        }

        await using (var host = await StartAsync(collector.Address.ToString()))
        {
            using var api = new ApiClient(host.Address);
            await api.PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true });
            await api.WaitForEventAsync(jobId, "completion");
        }

        // TracesData.resource_spans = 1, ResourceSpans.scope_spans = 2, ScopeSpans.spans = 2; Span: trace_id = 1, name = 5.
        var spans = Received(collector, "/v1/traces", 1, 2, 2)
            .Select(span => (Trace: Convert.ToHexStringLower(ProtobufFields.Bytes(span, 1).Single()), Name: Text(span, 5), Span: span))
            .Where(span => span.Name.StartsWith("job ", StringComparison.Ordinal) && Holds(span.Span, jobId))
            .ToArray();
        Assert.Single(spans.Select(span => span.Trace).Distinct());
        Assert.Superset(
            new HashSet<string> { "job submit", "job analyze", "job plan", "job decide", "job read_decision", "job execute_step", "job finish" },
            spans.Select(span => span.Name).ToHashSet());
        Assert.All(collector.Requests, request => Assert.Equal("application/x-protobuf", request.Type));

        // MetricsData.resource_metrics = 1, ResourceMetrics.scope_metrics = 2, ScopeMetrics.metrics = 2; Metric.name = 1.
        var metrics = Received(collector, "/v1/metrics", 1, 2, 2).Select(metric => Text(metric, 1)).ToHashSet();
        Assert.Superset(new HashSet<string> { "countersign.job.duration", "countersign.jobs", "countersign.activity.duration" }, metrics);
    }

    [Fact]
    public async Task Job_OfAServerWithoutCollector_HasNoTrace()
    {
        await using var host = await StartAsync(endpoint: null);
        using var api = new ApiClient(host.Address);
        var jobId = await SubmitAsync(api);

        var jobs = (Countersign.Server.Ports.IJobStore)host.Services.GetService(typeof(Countersign.Server.Ports.IJobStore))!;
        Assert.Null((await jobs.GetAsync(jobId, CancellationToken.None))!.TraceParent);
    }

    [Fact]
    public async Task Endpoint_ThatIsNoAddress_IsRefusedAtTheStart()
    {
        var refused = await Assert.ThrowsAsync<EmbeddedHostException>(() => StartAsync("collector"));

        Assert.Contains("Telemetry:OtlpEndpoint is 'collector'", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<byte[]> Received(OtlpCollector collector, string path, params int[] numbers) => collector.Requests
        .Where(request => request.Path == path)
        .SelectMany(request => ProtobufFields.Path(request.Body, numbers));

    private static string Text(byte[] message, int number) => Encoding.UTF8.GetString(ProtobufFields.Bytes(message, number).First());

    private static bool Holds(byte[] message, string text) => message.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    internal static async Task<string> SubmitAsync(ApiClient api)
    {
        var uploadId = await api.UploadAsync("small.img", SmallDisk.Create(0));
        return await api.SubmitAsync(new JsonObject
        {
            ["kind"] = "disk.inspect",
            ["input"] = new JsonObject { ["image"] = new JsonObject { ["upload_id"] = uploadId } },
        });
    }

    private Task<EmbeddedHost> StartAsync(string? endpoint) => EmbeddedHost.StartAsync(new EmbeddedHostSettings
    {
        DataFolder = Path.Combine(_folder, "data"),
        Urls = ["http://127.0.0.1:0"],
        Overrides = new Dictionary<string, string?> { ["Telemetry:OtlpEndpoint"] = endpoint },
    });
}
