namespace Countersign.Durable;

/// <summary>Starts, wakes, stops and reads orchestration instances. A returned task means that the request is durable.</summary>
public interface IOrchestrationClient
{
    /// <summary>
    /// Starts an instance unless one with that id exists, whatever its status; so a repeat has no effect.
    /// </summary>
    /// <returns>Whether this call started it.</returns>
    Task<bool> ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string instanceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts an instance, in the place of one that has the id already if the options allow that. The old one is ended and the new
    /// one started as one change; a parent that waits for the old one is told that it was terminated.
    /// </summary>
    /// <exception cref="InstanceExistsException">An instance has the id, in a status in which it keeps it.</exception>
    Task ScheduleAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration,
        TInput input,
        string instanceId,
        StartOptions options,
        CancellationToken cancellationToken = default);

    /// <summary>Sends an event. An unknown or finished instance ignores it.</summary>
    Task RaiseEventAsync(string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default);

    /// <summary>Ends an instance at its next step. Activities already running finish, unheard.</summary>
    Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken = default);

    /// <summary>Ends an instance at its next step and, when <paramref name="recursive"/>, all that it has running below it.</summary>
    Task TerminateAsync(string instanceId, string reason, bool recursive, CancellationToken cancellationToken = default);

    /// <summary>
    /// Holds an instance before its next step. Activities under way finish; their results, timers and events are kept for the
    /// resumption. A suspended, unknown or finished instance ignores it.
    /// </summary>
    Task SuspendAsync(string instanceId, string reason, CancellationToken cancellationToken = default);

    /// <summary>Lets a suspended instance go on with what was kept for it; any other ignores it.</summary>
    Task ResumeAsync(string instanceId, string reason, CancellationToken cancellationToken = default);

    /// <summary>Starts a final instance again under its id, with its name and input and an empty history.</summary>
    /// <returns>Whether it was started; false when there is none under that id, or it is not final.</returns>
    Task<bool> RestartAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Removes a final instance with its history. Its id can then be used again.</summary>
    /// <returns>Whether it was removed; false when there is none under that id, or it is not final.</returns>
    Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes final instances that match, the oldest first and no more than <paramref name="maxInstances"/>, so that a large
    /// clean-up is made of short ones. Instances that are not final are left alone, whatever the filter says.
    /// </summary>
    /// <returns>How many were removed; fewer than <paramref name="maxInstances"/> when none is left.</returns>
    Task<int> PurgeAsync(OrchestrationFilter filter, int maxInstances, CancellationToken cancellationToken = default);

    /// <summary>Lists instances that match, the oldest first.</summary>
    /// <param name="filter">Which instances.</param>
    /// <param name="pageSize">How many at most, at least 1.</param>
    /// <param name="continuationToken">From the part before; null for the first.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <exception cref="ArgumentException">The token does not come from a query.</exception>
    Task<OrchestrationPage> QueryAsync(
        OrchestrationFilter filter, int pageSize = 100, string? continuationToken = null, CancellationToken cancellationToken = default);

    /// <summary>Reads an instance; null when there is none.</summary>
    Task<OrchestrationState?> GetAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Waits until the instance is final; null when there is none.</summary>
    Task<OrchestrationState?> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken = default);
}
