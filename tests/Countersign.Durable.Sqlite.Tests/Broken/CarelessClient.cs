namespace Countersign.Durable.Sqlite.Tests.Broken;

/// <summary>Says that it started an instance whatever the engine says, leaves children alone, and suspends nothing.</summary>
internal sealed class CarelessClient(IOrchestrationClient inner) : DelegatingClient(inner)
{
    public override async Task<bool> ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string instanceId, CancellationToken cancellationToken) =>
        await base.ScheduleAsync(orchestration, input, instanceId, cancellationToken) || true;

    public override Task TerminateAsync(string instanceId, string reason, bool recursive, CancellationToken cancellationToken) =>
        base.TerminateAsync(instanceId, reason, recursive: false, cancellationToken);

    public override Task SuspendAsync(string instanceId, string reason, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<int> PurgeAsync(OrchestrationFilter filter, int maxInstances, CancellationToken cancellationToken) =>
        base.PurgeAsync(filter, int.MaxValue, cancellationToken);

    // Takes every id away from whoever has it, and runs whatever code there is.
    public override Task ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration,
        TInput input,
        string instanceId,
        StartOptions options,
        CancellationToken cancellationToken) =>
        base.ScheduleAsync(orchestration, input, instanceId, options with { Version = null, DedupeStatuses = [] }, cancellationToken);
}
