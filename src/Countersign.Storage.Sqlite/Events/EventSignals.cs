namespace Countersign.Storage.Sqlite.Events;

/// <summary>Tells those who wait for a job's events that some were committed.</summary>
/// <remarks>Costs nothing for jobs without listeners; all listeners of a job share one signal.</remarks>
internal sealed class EventSignals(TimeProvider time)
{
    /// <summary>Listened to like a job, by those who wait for events of any; no identifier looks like it.</summary>
    public const string AnyJob = "*";

    private readonly Dictionary<string, EventSignal> _signals = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Hears every <see cref="Raise"/> from now until the listener is disposed.</summary>
    public EventListener Listen(string jobId)
    {
        lock (_lock)
        {
            if (!_signals.TryGetValue(jobId, out var signal))
            {
                signal = new EventSignal();
                _signals.Add(jobId, signal);
            }

            signal.Listeners++;
            return new EventListener(this, jobId, signal, time);
        }
    }

    /// <summary>Wakes the job's listeners. Called after the commit, so that they find what they wake up for.</summary>
    public void Raise(string jobId)
    {
        EventSignal? signal;
        EventSignal? any;
        lock (_lock)
        {
            _signals.Remove(jobId, out signal);
            _signals.Remove(AnyJob, out any);
        }

        signal?.Raise();
        any?.Raise();
    }

    internal void Leave(string jobId, EventSignal signal)
    {
        lock (_lock)
        {
            // A raised signal is gone already, and another may stand in its place.
            if (--signal.Listeners == 0 && _signals.TryGetValue(jobId, out var current) && current == signal)
            {
                _signals.Remove(jobId);
            }
        }
    }

    internal int Count()
    {
        lock (_lock)
        {
            return _signals.Count;
        }
    }
}
