namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Counts turns under way, so that stopping can wait for them.</summary>
internal sealed class TurnGate
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _running;
    private bool _closed;
    private volatile bool _abandoned;

    public bool IsAbandoned => _abandoned;

    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _running++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _running--;
            CompleteWhenIdle();
        }
    }

    /// <summary>Lets nobody enter any more; completes when all have left, or with the limit.</summary>
    public async Task CloseAsync(Task limit)
    {
        lock (_gate)
        {
            _closed = true;
            CompleteWhenIdle();
        }

        await Task.WhenAny(_idle.Task, limit);
        _abandoned = true;
    }

    public void Abandon()
    {
        lock (_gate)
        {
            _closed = true;
            _abandoned = true;
        }
    }

    private void CompleteWhenIdle()
    {
        if (_closed && _running == 0)
        {
            _idle.TrySetResult();
        }
    }
}
