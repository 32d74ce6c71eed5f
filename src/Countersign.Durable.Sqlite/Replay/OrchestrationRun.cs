using Countersign.Durable.Sqlite.History;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>
/// The engine's side of one execution: feeds what happened to the orchestration's code and collects what it decides. The
/// same calls in the same order give the same decisions, which is all that replay relies on.
/// </summary>
/// <remarks>Does no I/O and starts nothing. Used by one thread at a time.</remarks>
internal sealed class OrchestrationRun
{
    private readonly ExecutionIdentity _identity;
    private readonly IOrchestrationInvoker? _invoker;
    private readonly DurableSerializer _serializer;
    private readonly TurnSynchronizationContext _turn;
    private readonly OrchestrationContext _context;
    private readonly Queue<HistoryEvent> _held = [];
    private Task<string?>? _code;

    /// <param name="identity">Whose execution this is.</param>
    /// <param name="invoker">The code; null when none is registered under the name, which fails the execution.</param>
    /// <param name="serializer">For payloads.</param>
    /// <param name="loggers">For replay-safe loggers.</param>
    /// <param name="strayed">Called, on any thread, when code runs outside the engine's turns.</param>
    public OrchestrationRun(
        ExecutionIdentity identity, IOrchestrationInvoker? invoker, DurableSerializer serializer, ILoggerFactory loggers, Action strayed)
    {
        _identity = identity;
        _invoker = invoker;
        _serializer = serializer;
        _turn = new TurnSynchronizationContext(strayed);
        _context = new OrchestrationContext(identity, _turn, serializer, loggers);
    }

    public bool IsStarted { get; private set; }

    public bool IsSuspended { get; private set; }

    /// <summary>How the execution ended; null while it has not.</summary>
    public HistoryEvent? Completion { get; private set; }

    public string? CustomStatus
    {
        get => _context.CustomStatus;
        set => _context.CustomStatus = value;
    }

    public PendingTasks Pending => _context.Pending;

    /// <summary>The events that go along into the next execution.</summary>
    public IReadOnlyList<HistoryEvent> CarriedEvents =>
        _context.KeepsEvents ? [.. _context.Events.Kept, .. _held.Where(held => held.Kind is HistoryEventKind.EventRaised)] : [];

    /// <summary>The time that the code saw last.</summary>
    public DateTimeOffset CurrentUtc => _context.CurrentUtc;

    public void BeginTurn(DateTimeOffset at, bool isReplaying)
    {
        _context.CurrentUtc = at;
        _context.IsReplaying = isReplaying;
        _turn.EnterTurn();
    }

    /// <summary>Ends the turn and answers what the code decided in it.</summary>
    public IReadOnlyList<HistoryEvent> EndTurn()
    {
        _turn.LeaveTurn();
        return Completion is null ? _context.TakeDecisions() : [.. _context.TakeDecisions(), Completion];
    }

    /// <summary>Takes something that happened; false when it means nothing to this execution and is not to be recorded.</summary>
    public bool Apply(HistoryEvent message)
    {
        if (Completion is not null)
        {
            return false;
        }

        switch (message.Kind)
        {
            case HistoryEventKind.ExecutionTerminated:
                Completion = new HistoryEvent(HistoryEventKind.ExecutionCompleted)
                {
                    Status = RuntimeStatus.Terminated,
                    Payload = message.Payload,
                };
                return true;
            case HistoryEventKind.ExecutionSuspended when !IsSuspended:
                IsSuspended = true;
                return true;
            case HistoryEventKind.ExecutionResumed when IsSuspended:
                IsSuspended = false;
                ProcessHeld();
                return true;
            case HistoryEventKind.ExecutionSuspended or HistoryEventKind.ExecutionResumed:
                return false;
            case HistoryEventKind.ExecutionStarted or HistoryEventKind.EventRaised:
                break;
            default:
                if (!Pending.TryAnswer(message))
                {
                    return false;
                }

                break;
        }

        if (IsSuspended)
        {
            _held.Enqueue(message);
        }
        else
        {
            Process(message);
        }

        return true;
    }

    /// <summary>Ends the execution as failed, whatever its code does.</summary>
    public void Fail(Exception exception) => Completion ??= new HistoryEvent(HistoryEventKind.ExecutionCompleted)
    {
        Status = RuntimeStatus.Failed,
        Failure = FailureFacts.Of(exception),
    };

    /// <summary>Ends the execution as failed because its code left the turns.</summary>
    public void FailAsStrayed() => Fail(new StrayedException(_identity.Name));

    /// <summary>Ends the execution as failed because its code departs from history, even where that code has come to an end.</summary>
    public void FailAsDiverged(ReplayDivergedException exception)
    {
        Completion = null;
        Fail(exception);
    }

    private void ProcessHeld()
    {
        while (Completion is null && _held.TryDequeue(out var held))
        {
            Process(held);
        }
    }

    private void Process(HistoryEvent message)
    {
        try
        {
            Advance(message);
        }
#pragma warning disable CA1031 // Whatever comes out of the code (async void, cancellation callbacks) is its failure, not the engine's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }

        ObserveCode();
    }

    private void Advance(HistoryEvent message)
    {
        switch (message.Kind)
        {
            case HistoryEventKind.ExecutionStarted:
                IsStarted = true;
                Start(message.Payload);
                break;
            case HistoryEventKind.EventRaised:
                _context.Events.Deliver(message);
                break;
            default:
                // Gone when the code cancelled its timer while the firing was held by a suspension.
                Pending.Remove(message.TaskId)?.Complete(message);
                break;
        }

        _turn.RunPosted();
    }

    private void Start(string? input)
    {
        if (_invoker is null)
        {
            throw new InvalidOperationException($"No orchestration named '{_identity.Name}' is registered in this host.");
        }

        _turn.Run(() => _code = _invoker.RunAsync(_context, input, _serializer));
    }

    private void ObserveCode()
    {
        if (Completion is not null)
        {
            return;
        }

        if (_code is { IsCompleted: false })
        {
            if (!_context.IsWaiting)
            {
                FailAsStrayed();
            }

            return;
        }

        Completion = _code switch
        {
            { IsCompletedSuccessfully: true } => _context.NextExecution ?? Completed(_code.Result),
            { Exception: { } failure } => Failed(failure.InnerException!),
            _ => Failed(new TaskCanceledException(_code)),
        };
    }

    private static HistoryEvent Completed(string? result) =>
        new(HistoryEventKind.ExecutionCompleted) { Status = RuntimeStatus.Completed, Payload = result };

    private static HistoryEvent Failed(Exception exception) =>
        new(HistoryEventKind.ExecutionCompleted) { Status = RuntimeStatus.Failed, Failure = FailureFacts.Of(exception) };
}
