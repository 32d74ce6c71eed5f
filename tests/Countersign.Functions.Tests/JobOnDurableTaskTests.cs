using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Functions.Engine;
using Countersign.Workflow;
using Countersign.Workflow.Tests;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Functions.Tests;

/// <summary>The job orchestration on Durable Task itself, in process and with true replay, through the adapters of this host.</summary>
public sealed class JobOnDurableTaskTests : IAsyncLifetime
{
    private const string JobId = "job";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DurableSerializer Payloads = new(ContractsJson.Default.Options);

    private readonly ScriptedServer _server = new();
    private readonly BoundDurableClient _bound = new();
    private DurableTaskTestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        var registry = new DurableRegistry();
        _server.AddTo(registry);
        var converter = new WorkerConverter(new PayloadSerializer(JsonSerializerOptions.Web));
        _host = await DurableTaskTestHost.StartAsync(
            tasks =>
            {
                tasks.AddOrchestratorFunc<JobStart, JobEnd>(
                    WireNames.JobOrchestration, (context, input) => OrchestrationFunctions.JobAsync(context, input!));
                foreach (var (name, activity) in registry.Activities)
                {
                    tasks.AddActivityFunc<JsonElement, JsonElement>(name, (context, input) => RunAsync(activity, context, input));
                }
            },
            new DurableTaskTestHostOptions
            {
                ConfigureServices = services => services
                    .PostConfigureAll<DurableTaskWorkerOptions>(worker => worker.DataConverter = converter)
                    .PostConfigureAll<DurableTaskClientOptions>(client => client.DataConverter = converter),
            });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Job_ThatNeedsNoDecision_RunsEveryStepInOrder()
    {
        var state = await RunAsync(client => client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId));

        Assert.Equal(RuntimeStatus.Completed, state.Status);
        Assert.Equal(["analyze 1", "plan 1.1", "execute a 1", "execute b 1", "finish"], _server.Calls);
        Assert.Equal("""{"job_id":"job"}""", state.Output);
    }

    [Fact]
    public async Task Gate_IsOpenedByAnEventWithoutAPayload()
    {
        _server.Plan = _ => new PlanOutcome(
            StageVerdict.Proceed, Plan: ScriptedServer.Reference, Gate: new Gate("decision:v1", TimeProvider.System.GetUtcNow().AddHours(1)));

        var state = await RunAsync(async client =>
        {
            await client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId);
            await client.RaiseEventAsync(JobId, "decision:v1");
        });

        Assert.Equal(RuntimeStatus.Completed, state.Status);
        Assert.Contains("read decision:v1", _server.Calls);
    }

    [Fact]
    public async Task Gate_ThatExpires_AsksTheStore()
    {
        _server.Plan = _ => new PlanOutcome(
            StageVerdict.Proceed, Plan: ScriptedServer.Reference, Gate: new Gate("decision:v1", TimeProvider.System.GetUtcNow().AddSeconds(1)));
        _server.ReadDecision = _ => new GateOutcome(GateVerdict.Stopped);

        await RunAsync(client => client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId));

        Assert.Equal(["analyze 1", "plan 1.1", "read decision:v1 expired"], _server.Calls);
    }

    [Fact]
    public async Task Schedule_OfAnInstanceThatEnded_StartsNothing()
    {
        await RunAsync(client => client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId));

        var started = true;
        await RunAsync(async client => started = await client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId));

        Assert.False(started);
        Assert.Single(_server.Calls, call => call == "finish");
    }

    [Fact]
    public async Task Activity_ThatCannotBeRun_IsTriedAgain()
    {
        var calls = 0;
        _server.Analyze = _ => ++calls < 3 ? throw new InvalidOperationException("The store does not answer.") : new StageOutcome(StageVerdict.Stopped);

        await RunAsync(client => client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId));

        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Activity_ThatNoRepetitionCanMend_FailsTheJobAtOnce()
    {
        _server.Analyze = _ => throw new NonRetryableException("Never.");

        await RunAsync(client => client.ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId));

        Assert.Equal(["analyze 1", "fail analyze"], _server.Calls);
    }

    private static async Task<JsonElement> RunAsync(IActivityInvoker activity, TaskActivityContext context, JsonElement input)
    {
        var result = await activity.RunAsync(
            new ActivityContext(context.InstanceId, context.Name), input.GetRawText(), Payloads, CancellationToken.None);
        return JsonElement.Parse(result!);
    }

    /// <summary>Does something with the client as a function would, and waits for the job's end.</summary>
    private Task<OrchestrationState> RunAsync(Func<IOrchestrationClient, Task> act) => _bound.RunAsync(_host.Client, async () =>
    {
        using var patience = new CancellationTokenSource(Patience);
        var client = new DurableTaskOrchestrationClient(_bound);
        await act(client);
        return (await client.WaitForCompletionAsync(JobId, patience.Token))!;
    });
}
