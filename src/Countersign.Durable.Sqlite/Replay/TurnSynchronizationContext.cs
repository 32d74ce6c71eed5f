namespace Countersign.Durable.Sqlite.Replay;

/// <summary>
/// Runs an orchestration's continuations one after the other, on the thread of the current turn and nowhere else. A
/// continuation that arrives from another thread comes from something that no history records; it is reported and dropped.
/// </summary>
internal sealed class TurnSynchronizationContext(Action strayed) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private volatile int _thread;

    public void EnterTurn() => _thread = Environment.CurrentManagedThreadId;

    public void LeaveTurn() => _thread = 0;

    /// <summary>Whether the caller is in the turn; one that is not is reported.</summary>
    public bool HasAccess()
    {
        if (_thread == Environment.CurrentManagedThreadId)
        {
            return true;
        }

        strayed();
        return false;
    }

    /// <summary>Refuses callers outside the turn.</summary>
    /// <exception cref="InvalidOperationException">The caller is on another thread, or between turns.</exception>
    public void VerifyAccess()
    {
        if (!HasAccess())
        {
            throw new InvalidOperationException(
                "An orchestration may use its context only from its own code, between awaits of the context's own tasks.");
        }
    }

    /// <summary>Runs the action and everything it makes ready.</summary>
    public void Run(Action action)
    {
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(null);
        }

        RunPosted();
    }

    /// <summary>Runs what is ready, until nothing is.</summary>
    public void RunPosted()
    {
        SetSynchronizationContext(this);
        try
        {
            while (_posted.TryDequeue(out var ready))
            {
                ready.Callback(ready.State);
            }
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (HasAccess())
        {
            _posted.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        VerifyAccess();
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
