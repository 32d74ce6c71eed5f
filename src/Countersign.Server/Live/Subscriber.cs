namespace Countersign.Server.Live;

/// <summary>One subscriber in the statistics, from connecting until it is disposed.</summary>
public sealed class Subscriber : IDisposable
{
    private readonly TransportCounters _counters;
    private int _isGone;

    internal Subscriber(TransportCounters counters)
    {
        _counters = counters;
        counters.Enter();
    }

    /// <summary>So many events were handed to the transport.</summary>
    public void Delivered(long events) => _counters.Delivered(events);

    /// <summary>It was too slow and is closed.</summary>
    public void Overflowed() => _counters.Overflowed();

    /// <summary>It did not answer pings and is closed.</summary>
    public void ClosedSilent() => _counters.ClosedSilent();

    /// <summary>It sent too many messages and is closed.</summary>
    public void ClosedBusy() => _counters.ClosedBusy();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isGone, 1) == 0)
        {
            _counters.Leave();
        }
    }
}
