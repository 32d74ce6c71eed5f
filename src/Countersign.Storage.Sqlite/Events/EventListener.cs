namespace Countersign.Storage.Sqlite.Events;

/// <summary>One who waits for a job's next events.</summary>
internal sealed class EventListener(EventSignals signals, string jobId, EventSignal signal, TimeProvider time) : IDisposable
{
    /// <summary>Returns when the signal was raised or the time is up.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Running out of time is ordinary here, so no exception is thrown for it.
        await signal.Raised.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => signals.Leave(jobId, signal);
}
