namespace Countersign.Durable.Sqlite.Tests.Broken;

/// <summary>A client that passes everything on; what breaks a promise derives from it.</summary>
internal abstract class DelegatingClient(IOrchestrationClient inner) : IOrchestrationClient
{
    public virtual Task<bool> ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string instanceId, CancellationToken cancellationToken) =>
        inner.ScheduleAsync(orchestration, input, instanceId, cancellationToken);

    public virtual Task ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration,
        TInput input,
        string instanceId,
        StartOptions options,
        CancellationToken cancellationToken) =>
        inner.ScheduleAsync(orchestration, input, instanceId, options, cancellationToken);

    public virtual Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken) =>
        inner.RaiseEventAsync(instanceId, eventName, payload, cancellationToken);

    public Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken) =>
        inner.TerminateAsync(instanceId, reason, cancellationToken);

    public virtual Task TerminateAsync(string instanceId, string reason, bool recursive, CancellationToken cancellationToken) =>
        inner.TerminateAsync(instanceId, reason, recursive, cancellationToken);

    public virtual Task SuspendAsync(string instanceId, string reason, CancellationToken cancellationToken) =>
        inner.SuspendAsync(instanceId, reason, cancellationToken);

    public Task ResumeAsync(string instanceId, string reason, CancellationToken cancellationToken) =>
        inner.ResumeAsync(instanceId, reason, cancellationToken);

    public Task<bool> RestartAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.RestartAsync(instanceId, cancellationToken);

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.PurgeAsync(instanceId, cancellationToken);

    public virtual Task<int> PurgeAsync(OrchestrationFilter filter, int maxInstances, CancellationToken cancellationToken) =>
        inner.PurgeAsync(filter, maxInstances, cancellationToken);

    public Task<OrchestrationPage> QueryAsync(
        OrchestrationFilter filter, int pageSize, string? continuationToken, CancellationToken cancellationToken) =>
        inner.QueryAsync(filter, pageSize, continuationToken, cancellationToken);

    public Task<OrchestrationState?> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.GetAsync(instanceId, cancellationToken);

    public Task<OrchestrationState?> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken) =>
        inner.WaitForCompletionAsync(instanceId, cancellationToken);
}
