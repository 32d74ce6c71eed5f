using System.Text.Json;
using Countersign.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using RetryPolicy = Countersign.Durable.RetryPolicy;

namespace Countersign.Functions.Engine;

/// <summary>Durable Task's context behind the seam. Adds nothing to what a history holds, so it may change between releases.</summary>
internal sealed class DurableTaskOrchestrationContext(TaskOrchestrationContext context) : IOrchestrationContext
{
    /// <summary>
    /// On Azure Storage a timer is a message that its queue hides for whole seconds, rounded down, so that it comes up to a second early
    /// (https://learn.microsoft.com/rest/api/storageservices/put-message, <c>visibilitytimeout</c>). The seam promises never early.
    /// </summary>
    private static readonly TimeSpan QueueRounding = TimeSpan.FromSeconds(1);

    public string InstanceId => context.InstanceId;

    public string Version => context.Version;

    public DateTimeOffset CurrentUtc => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    public bool IsReplaying => context.IsReplaying;

    public async Task<TResult> CallActivityAsync<TInput, TResult>(
        Activity<TInput, TResult> activity, TInput input, RetryPolicy? retry = null)
    {
        try
        {
            return await context.CallActivityAsync<TResult>(activity.Name, input, CallOptions.For(retry));
        }
        catch (TaskFailedException exception)
        {
            throw CallFailures.Of(activity.Name, exception);
        }
    }

    public async Task<TResult> CallSubOrchestrationAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string? instanceId = null, RetryPolicy? retry = null)
    {
        // Named even when it is none: left out, the child would take its parent's version.
        var options = new SubOrchestrationOptions(CallOptions.For(retry) ?? new TaskOptions(), instanceId)
        {
            Version = new TaskVersion(orchestration.Version),
        };
        try
        {
            return await context.CallSubOrchestratorAsync<TResult>(orchestration.Name, input, options);
        }
        catch (TaskFailedException exception)
        {
            throw CallFailures.Of(orchestration.Name, exception);
        }
    }

    public Task CreateTimerAsync(DateTimeOffset fireAt, CancellationToken cancellationToken = default) =>
        context.CreateTimer(fireAt > CurrentUtc ? (fireAt + QueueRounding).UtcDateTime : fireAt.UtcDateTime, cancellationToken);

    public async Task<TPayload> WaitForExternalEventAsync<TPayload>(string name, CancellationToken cancellationToken = default)
    {
        // Awaited as a value type, an event without a payload would fail the instance, and anybody may send one.
        var payload = await context.WaitForExternalEvent<object?>(name, cancellationToken);
        return payload is JsonElement json ? EventPayloads.Read<TPayload>(json) : default!;
    }

    public void SetCustomStatus(object? status) => context.SetCustomStatus(status);

    public void ContinueAsNew(object? input, bool keepUnprocessedEvents = true, string? version = null)
    {
        if (version is null)
        {
            context.ContinueAsNew(input, keepUnprocessedEvents);
        }
        else
        {
            context.ContinueAsNew(new ContinueAsNewOptions
            {
                NewInput = input,
                PreserveUnprocessedEvents = keepUnprocessedEvents,
                NewVersion = version,
            });
        }
    }

    public Guid NewGuid() => context.NewGuid();

    public ILogger CreateReplaySafeLogger(string category) => context.CreateReplaySafeLogger(category);
}
