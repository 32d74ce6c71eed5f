using Microsoft.Extensions.Logging;

namespace Countersign.Durable;

/// <summary>
/// What an orchestration may touch. Everything here gives the same answers again on replay; an orchestration that uses
/// anything else (a clock, a random number, I/O, another thread) diverges from its history and is failed.
/// </summary>
public interface IOrchestrationContext
{
    /// <summary>The id the instance was scheduled under.</summary>
    string InstanceId { get; }

    /// <summary>The version of the code that the instance was started with; empty for code that has none.</summary>
    string Version { get; }

    /// <summary>The time of the event being processed; the same on every replay.</summary>
    DateTimeOffset CurrentUtc { get; }

    /// <summary>True while the code runs again over history that already happened.</summary>
    bool IsReplaying { get; }

    /// <summary>Runs an activity, at least once, and returns its recorded result.</summary>
    /// <param name="activity">Which activity; its name is what the history records.</param>
    /// <param name="input">Serialised with the call.</param>
    /// <param name="retry">How failures are repeated; null means that the first failure is final.</param>
    /// <exception cref="ActivityFailedException">The last attempt failed.</exception>
    Task<TResult> CallActivityAsync<TInput, TResult>(Activity<TInput, TResult> activity, TInput input, RetryPolicy? retry = null);

    /// <summary>Runs another orchestration as part of this one and returns its result.</summary>
    /// <param name="orchestration">Which orchestration.</param>
    /// <param name="input">Serialised with the call.</param>
    /// <param name="instanceId">The child's id; derived from this instance when null.</param>
    /// <param name="retry">How a failed child is started again; null means that the first failure is final.</param>
    /// <exception cref="ActivityFailedException">The child failed or was terminated.</exception>
    Task<TResult> CallSubOrchestrationAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string? instanceId = null, RetryPolicy? retry = null);

    /// <summary>
    /// Completes at <paramref name="fireAt"/> or soon after, never before; at once when that has passed, and after downtime late rather
    /// than never.
    /// </summary>
    /// <param name="fireAt">The instant, of any distance.</param>
    /// <param name="cancellationToken">Cancelling forgets the timer; the task is then cancelled.</param>
    Task CreateTimerAsync(DateTimeOffset fireAt, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for an event raised by <see cref="IOrchestrationClient.RaiseEventAsync"/>. An event that came before the wait
    /// is kept for it. Names are compared without case.
    /// </summary>
    /// <remarks>Give each wait a name of its own: a cancelled wait for a name that is awaited again has lost events on Durable Functions.</remarks>
    Task<TPayload> WaitForExternalEventAsync<TPayload>(string name, CancellationToken cancellationToken = default);

    /// <summary>Publishes a small value (16 KB of JSON at most) that clients read with the instance's state.</summary>
    void SetCustomStatus(object? status);

    /// <summary>Ends this execution and starts the orchestration again under the same id with an empty history.</summary>
    /// <param name="input">The next execution's input.</param>
    /// <param name="keepUnprocessedEvents">Whether events that nobody awaited yet go along.</param>
    /// <param name="version">The version of the code that the next execution runs; null for the same.</param>
    void ContinueAsNew(object? input, bool keepUnprocessedEvents = true, string? version = null);

    /// <summary>A GUID that is new to this instance and the same on every replay.</summary>
    Guid NewGuid();

    /// <summary>A logger that is silent during replay.</summary>
    ILogger CreateReplaySafeLogger(string category);
}
