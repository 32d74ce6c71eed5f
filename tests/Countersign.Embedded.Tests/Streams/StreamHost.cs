using System.Text.Json.Nodes;
using Countersign.Server.Ports;
using Countersign.Testing;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Embedded.Tests.Streams;

/// <summary>An embedded host on a clock of the test's, with jobs that it can drive event by event.</summary>
internal sealed class StreamHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost _host = null!;

    public VirtualClock Clock { get; } = new();

    public ApiClient Api { get; private set; } = null!;

    public Uri Address => _host.Address;

    public IServiceProvider Services => _host.Services;

    public IJobStore Jobs => Services.GetRequiredService<IJobStore>();

    public static async Task<StreamHost> StartAsync()
    {
        var host = new StreamHost();
        host._host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(host._folder, "data"),
            ExtraKinds = [new CountedStepsKind(Path.Combine(host._folder, "effects"))],
            Clock = host.Clock,
        });
        host.Api = new ApiClient(host.Address);
        return host;
    }

    /// <summary>A job whose plan is held.</summary>
    public async Task<string> NewHeldJobAsync(string? taskId = null)
    {
        var body = new JsonObject { ["kind"] = CountedStepsKind.Kind, ["input"] = new JsonObject { ["steps"] = 2 } };
        if (taskId is not null)
        {
            body["task_id"] = taskId;
        }

        var jobId = await Api.SubmitAsync(body);
        await Api.WaitForEventAsync(jobId, "approval_required");
        return jobId;
    }

    /// <summary>A job that stands in the store and that nobody runs.</summary>
    public async Task StoreJobAsync(string jobId, string owner = "local") =>
        await Jobs.TryCreateAsync(new JobBuilder(jobId).Owner(owner).Creation(), CancellationToken.None);

    /// <summary>Adds events to a job's log.</summary>
    public Task AppendAsync(string jobId, params EventDraft[] events) => Jobs.UpdateAsync(
        jobId, record => new JobUpdate<bool>(true, new JobChange { Record = record, Events = events }), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
