using System.Text;
using Countersign.Durable.Sqlite.History;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>The orchestration's side of one execution: turns what the code asks for into numbered decisions.</summary>
internal sealed class OrchestrationContext(
    ExecutionIdentity identity, TurnSynchronizationContext turn, DurableSerializer serializer, ILoggerFactory loggers) : IOrchestrationContext
{
    // The limit of Durable Functions, which counts UTF-16.
    private const int CustomStatusLimit = 16 * 1024;

    private readonly List<HistoryEvent> _decisions = [];
    private int _lastTaskId;
    private int _guids;

    public string InstanceId => identity.InstanceId;

    public string Version => identity.Version;

    public DateTimeOffset CurrentUtc { get; set; }

    public bool IsReplaying { get; set; }

    /// <summary>JSON text of what the code published last.</summary>
    public string? CustomStatus { get; set; }

    /// <summary>The request for another execution; null when there is none.</summary>
    public HistoryEvent? NextExecution { get; private set; }

    public bool KeepsEvents { get; private set; }

    public PendingTasks Pending { get; } = new();

    public EventMailbox Events { get; } = new();

    public bool IsWaiting => Pending.Count + Events.WaiterCount > 0;

    /// <summary>What the code decided since the last call of this method, in order.</summary>
    public IReadOnlyList<HistoryEvent> TakeDecisions()
    {
        HistoryEvent[] taken = [.. _decisions];
        _decisions.Clear();
        return taken;
    }

    public Task<TResult> CallActivityAsync<TInput, TResult>(Activity<TInput, TResult> activity, TInput input, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Call(retry, () => Decide<TResult>(new HistoryEvent(HistoryEventKind.TaskScheduled)
        {
            TaskId = ++_lastTaskId,
            Name = activity.Name,
            Payload = serializer.Serialize(input),
        }));
    }

    public Task<TResult> CallSubOrchestrationAsync<TInput, TResult>(
        Orchestration<TInput, TResult> orchestration, TInput input, string? instanceId = null, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(orchestration);
        return Call(retry, () => Decide<TResult>(new HistoryEvent(HistoryEventKind.SubOrchestrationInstanceCreated)
        {
            TaskId = ++_lastTaskId,
            Name = orchestration.Name,
            Version = orchestration.Version.Length == 0 ? null : orchestration.Version,
            InstanceId = instanceId ?? $"{InstanceId}:{identity.Generation}:{_lastTaskId}",
            Payload = serializer.Serialize(input),
        }));
    }

    public Task CreateTimerAsync(DateTimeOffset fireAt, CancellationToken cancellationToken = default)
    {
        turn.VerifyAccess();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var decision = new HistoryEvent(HistoryEventKind.TimerCreated) { TaskId = ++_lastTaskId, At = fireAt.ToUniversalTime() };
        var timer = Add<Unit>(decision);
        OnCancel(
            () =>
            {
                if (Pending.Remove(decision.TaskId) is not null)
                {
                    timer.Cancel(cancellationToken);
                }
            },
            cancellationToken);
        return timer.Task;
    }

    public Task<TPayload> WaitForExternalEventAsync<TPayload>(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        turn.VerifyAccess();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TPayload>(cancellationToken);
        }

        var waiter = new EventWaiter<TPayload>(serializer);
        Events.Add(name, waiter);
        OnCancel(
            () =>
            {
                if (Events.Remove(name, waiter))
                {
                    waiter.Cancel(cancellationToken);
                }
            },
            cancellationToken);
        return waiter.Task;
    }

    public void SetCustomStatus(object? status)
    {
        turn.VerifyAccess();
        var json = serializer.Serialize(status);
        if (json is not null && Encoding.Unicode.GetByteCount(json) is var size && size > CustomStatusLimit)
        {
            throw new ArgumentException(
                $"The custom status of '{InstanceId}' is {size} bytes of UTF-16 JSON; at most {CustomStatusLimit} are allowed.", nameof(status));
        }

        CustomStatus = json;
    }

    public void ContinueAsNew(object? input, bool keepUnprocessedEvents = true, string? version = null)
    {
        turn.VerifyAccess();
        NextExecution = new HistoryEvent(HistoryEventKind.ContinueAsNew) { Payload = serializer.Serialize(input), Version = version };
        KeepsEvents = keepUnprocessedEvents;
    }

    public Guid NewGuid()
    {
        turn.VerifyAccess();
        return DeterministicGuid.Create($"{InstanceId}/{identity.Generation}/{++_guids}");
    }

    public ILogger CreateReplaySafeLogger(string category) => new ReplaySafeLogger(loggers.CreateLogger(category), this);

    private Task<TResult> Call<TResult>(RetryPolicy? retry, Func<Task<TResult>> attempt)
    {
        turn.VerifyAccess();
        if (retry is null)
        {
            return attempt();
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(retry.MaxAttempts, 1);
        return CallRetry.RunAsync(this, retry, attempt);
    }

    private Task<TResult> Decide<TResult>(HistoryEvent decision)
    {
        turn.VerifyAccess();
        return Add<TResult>(decision).Task;
    }

    private PendingTask<TResult> Add<TResult>(HistoryEvent decision)
    {
        var pending = new PendingTask<TResult>(decision, serializer);
        _decisions.Add(decision);
        Pending.Add(pending);
        return pending;
    }

    // A token that something else cancels (a deadline of its own, say) would make replay differ. That is reported like other
    // strays, and never thrown: the canceller may be a timer thread, where an exception ends the process.
    private void OnCancel(Action forget, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.UnsafeRegister(
                _ =>
                {
                    if (turn.HasAccess())
                    {
                        forget();
                    }
                },
                null);
        }
    }
}
