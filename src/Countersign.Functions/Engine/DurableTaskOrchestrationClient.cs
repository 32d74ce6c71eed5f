using Countersign.Durable;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Engine;

/// <summary>Durable Task's client behind the seam.</summary>
/// <remarks>
/// Lists come in the order of the backend, which for Azure Storage is not that of creation, and a continuation token that is none
/// fails as the backend has it. What an instance cannot take any more is found out by reading its state: the backends report it
/// differently, and not all of them do. A recursive termination reaches children only where the backend does that; Azure Storage ends
/// the instance alone (https://github.com/Azure/durabletask/issues/446), and so does the in-process test host.
/// </remarks>
internal sealed class DurableTaskOrchestrationClient(BoundDurableClient bound) : IOrchestrationClient
{
    private static readonly RuntimeStatus[] Final = [RuntimeStatus.Completed, RuntimeStatus.Failed, RuntimeStatus.Terminated];

    private DurableTaskClient Client => bound.Client;

    public async Task<bool> ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        // Backends replace final instances unless told otherwise, and not all of them listen.
        if (await GetAsync(instanceId, cancellationToken) is not null)
        {
            return false;
        }

        var options = Options(instanceId, orchestration.Version).WithDedupeStatuses(
            [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await Client.ScheduleNewOrchestrationInstanceAsync(orchestration.Name, input, options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    public async Task ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration,
        TInput input,
        string instanceId,
        StartOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        ArgumentNullException.ThrowIfNull(options);
        await ThrowIfKeptAsync(instanceId, options, cancellationToken);
        var start = Options(instanceId, options.Version ?? orchestration.Version).WithDedupeStatuses(
            [.. options.DedupeStatuses.Select(InstanceStates.To)]);
        try
        {
            await Client.ScheduleNewOrchestrationInstanceAsync(orchestration.Name, input, start, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await ThrowIfKeptAsync(instanceId, options, cancellationToken);
            throw;
        }
    }

    public Task RaiseEventAsync(
        string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default) =>
        UnlessIgnoredAsync(
            instanceId,
            state => !state.IsFinal,
            () => Client.RaiseEventAsync(instanceId, eventName, payload, cancellationToken),
            cancellationToken);

    public Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        TerminateAsync(instanceId, reason, recursive: false, cancellationToken);

    public Task TerminateAsync(string instanceId, string reason, bool recursive, CancellationToken cancellationToken = default) =>
        UnlessIgnoredAsync(
            instanceId,
            state => !state.IsFinal,
            () => Client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(reason, recursive), cancellationToken),
            cancellationToken);

    public Task SuspendAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        UnlessIgnoredAsync(
            instanceId,
            state => !state.IsFinal && state.Status != RuntimeStatus.Suspended,
            () => Client.SuspendInstanceAsync(instanceId, reason, cancellationToken),
            cancellationToken);

    public Task ResumeAsync(string instanceId, string reason, CancellationToken cancellationToken = default) =>
        UnlessIgnoredAsync(
            instanceId,
            state => state.Status == RuntimeStatus.Suspended,
            () => Client.ResumeInstanceAsync(instanceId, reason, cancellationToken),
            cancellationToken);

    public async Task<bool> RestartAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (await GetAsync(instanceId, cancellationToken) is not { IsFinal: true })
        {
            return false;
        }

        await Client.RestartAsync(instanceId, restartWithNewInstanceId: false, cancellationToken);
        return true;
    }

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (await GetAsync(instanceId, cancellationToken) is not { IsFinal: true })
        {
            return false;
        }

        var result = await Client.PurgeInstanceAsync(instanceId, cancellationToken);
        return result.PurgedInstanceCount > 0;
    }

    public async Task<int> PurgeAsync(OrchestrationFilter filter, int maxInstances, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var final = filter with { Statuses = [.. Final.Where(status => filter.Statuses?.Contains(status) ?? true)] };
        var purged = 0;
        string? token = null;
        do
        {
            var page = final.Statuses.Count == 0
                ? new OrchestrationPage([], null)
                : await QueryAsync(final, maxInstances - purged, token, cancellationToken);
            foreach (var instance in page.Instances.Take(maxInstances - purged))
            {
                purged += await PurgeAsync(instance.InstanceId, cancellationToken) ? 1 : 0;
            }

            token = page.ContinuationToken;
        }
        while (token is not null && purged < maxInstances);

        return purged;
    }

    public async Task<OrchestrationPage> QueryAsync(
        OrchestrationFilter filter, int pageSize = 100, string? continuationToken = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new OrchestrationQuery(
            CreatedFrom: filter.CreatedFrom,
            CreatedTo: filter.CreatedBefore,
            Statuses: filter.Statuses?.Select(InstanceStates.To),
            PageSize: pageSize,
            FetchInputsAndOutputs: true);
        var pages = Client.GetAllInstancesAsync(query).AsPages(continuationToken, pageSize).WithCancellation(cancellationToken);
        await foreach (var page in pages)
        {
            var instances = page.Values.Select(InstanceStates.From).Where(instance => !(instance.CreatedAt >= filter.CreatedBefore));
            return new OrchestrationPage([.. instances], string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
        }

        return new OrchestrationPage([], null);
    }

    public async Task<OrchestrationState?> GetAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        try
        {
            var instance = await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
            return instance is null ? null : InstanceStates.From(instance);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    public async Task<OrchestrationState?> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken = default) =>
        await GetAsync(instanceId, cancellationToken) is null
            ? null
            : InstanceStates.From(
                await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, cancellationToken));

    private static StartOrchestrationOptions Options(string instanceId, string version) =>
        new(instanceId) { Version = new TaskVersion(version) };

    private async Task ThrowIfKeptAsync(string instanceId, StartOptions options, CancellationToken cancellationToken)
    {
        if (await GetAsync(instanceId, cancellationToken) is { } state && options.DedupeStatuses.Contains(state.Status))
        {
            throw new InstanceExistsException(instanceId, state.Status, options.DedupeStatuses);
        }
    }

    /// <summary>Does it; where that fails, the failure counts only when the instance should have taken it.</summary>
    private async Task UnlessIgnoredAsync(
        string instanceId, Func<OrchestrationState, bool> takes, Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act();
        }
        catch (RpcException)
        {
            if (await GetAsync(instanceId, cancellationToken) is { } state && takes(state))
            {
                throw;
            }
        }
    }
}
