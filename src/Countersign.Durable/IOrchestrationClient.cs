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

    /// <summary>Sends an event. An unknown or finished instance ignores it.</summary>
    Task RaiseEventAsync(string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default);

    /// <summary>Ends an instance at its next step. Activities already running finish, unheard.</summary>
    Task TerminateAsync(string instanceId, string reason, CancellationToken cancellationToken = default);

    /// <summary>Reads an instance; null when there is none.</summary>
    Task<OrchestrationState?> GetAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Waits until the instance is final; null when there is none.</summary>
    Task<OrchestrationState?> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken = default);
}
