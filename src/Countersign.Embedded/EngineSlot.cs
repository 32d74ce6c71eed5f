using Countersign.Durable;
using Countersign.Durable.Sqlite;

namespace Countersign.Embedded;

/// <summary>
/// Where the parts find the engine. The engine needs the activities and the activities need a client of the engine, so one
/// of the two has to be looked up late.
/// </summary>
internal sealed class EngineSlot : IOrchestrationClient, IAsyncDisposable
{
    private SqliteDurableEngine? _engine;

    private SqliteDurableEngine Engine => _engine ?? throw new InvalidOperationException("The engine has not been started.");

    public async Task StartAsync(SqliteDurableEngineOptions options) => _engine = await SqliteDurableEngine.StartAsync(options);

    public Task<bool> ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string instanceId, CancellationToken cancellationToken = default) =>
        Engine.ScheduleAsync(orchestration, input, instanceId, cancellationToken);

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default) =>
        Engine.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);

    public Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        Engine.TerminateAsync(instanceId, reason, cancellationToken);

    public Task<OrchestrationState?> GetAsync(string instanceId, CancellationToken cancellationToken = default) =>
        Engine.GetAsync(instanceId, cancellationToken);

    public Task<OrchestrationState?> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken = default) =>
        Engine.WaitForCompletionAsync(instanceId, cancellationToken);

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
