using System.Text.Json.Nodes;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Ports;
using Countersign.Testing.Http;
using Countersign.Testing.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Embedded.Tests;

/// <summary>An engine whose clock is ahead of the host's wakes a job before its gate expires.</summary>
public sealed class EarlyTimerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private EmbeddedHost _host = null!;
    private ApiClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EmbeddedHost.StartAsync(new EmbeddedHostSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder, "data"),
            ExtraKinds = [new CountedStepsKind(Path.Combine(_folder, "effects"))],
        });
        _api = new ApiClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Expiry_BeforeItsTime_WaitsOnAndSaysNothing()
    {
        var jobId = await _api.SubmitAsync(new JsonObject
        {
            ["kind"] = CountedStepsKind.Kind,
            ["input"] = new JsonObject { ["steps"] = 1 },
        });
        await _api.WaitForEventAsync(jobId, "approval_required");
        var events = await _api.ReadEventsAsync(jobId);
        var record = await _host.Services.GetRequiredService<IJobStore>().GetAsync(jobId, CancellationToken.None);
        var plan = await _host.Services.GetRequiredService<IPlanStore>().GetAsync(jobId, 1, CancellationToken.None);
        var task = new GateTask(jobId, new PlanReference(1, plan!.Hash, []), record!.Gate!, Expired: true);

        var outcome = await _host.Services.GetRequiredService<IActivity<GateTask, GateOutcome>>()
            .RunAsync(new ActivityContext(jobId, WireNames.ReadDecision), task, CancellationToken.None);

        Assert.Equal((GateVerdict.Undecided, record.Gate! with { EventName = "decision:v1:1" }), (outcome.Verdict, outcome.Gate));
        Assert.Equal(events.Count, (await _api.ReadEventsAsync(jobId)).Count);
    }
}
