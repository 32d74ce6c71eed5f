namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Those who wait for an instance to become final.</summary>
internal sealed class CompletionWaiters
{
    private readonly Dictionary<string, List<TaskCompletionSource>> _waiters = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public TaskCompletionSource Add(string instanceId)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out var waiters))
            {
                _waiters.Add(instanceId, waiters = []);
            }

            waiters.Add(waiter);
        }

        return waiter;
    }

    public void Remove(string instanceId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(instanceId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiters.Remove(instanceId);
            }
        }
    }

    public void Complete(string instanceId)
    {
        List<TaskCompletionSource>? waiters;
        lock (_gate)
        {
            _waiters.Remove(instanceId, out waiters);
        }

        waiters?.ForEach(waiter => waiter.TrySetResult());
    }

    /// <summary>Breaks every wait, because nothing will complete any more.</summary>
    public void Refuse(Exception exception)
    {
        TaskCompletionSource[] all;
        lock (_gate)
        {
            all = [.. _waiters.Values.SelectMany(waiters => waiters)];
            _waiters.Clear();
        }

        foreach (var waiter in all)
        {
            waiter.TrySetException(exception);
        }
    }
}
