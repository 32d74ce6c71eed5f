namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Those who wait for an instance to become final.</summary>
internal sealed class CompletionWaiters
{
    private readonly Dictionary<string, List<TaskCompletionSource>> _waiters = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Reads an instance's state once it is final, or at once when there is no such instance.</summary>
    public async Task<OrchestrationState?> WaitAsync(
        string instanceId, Func<Task<OrchestrationState?>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before reading: whoever becomes final after the read completes the waiter.
            var waiter = Add(instanceId);
            try
            {
                var state = await read();
                if (state is null or { IsFinal: true })
                {
                    return state;
                }

                await waiter.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Remove(instanceId, waiter);
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

    private TaskCompletionSource Add(string instanceId)
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

    private void Remove(string instanceId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (_waiters.TryGetValue(instanceId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiters.Remove(instanceId);
            }
        }
    }
}
