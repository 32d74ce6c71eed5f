using Countersign.Contracts.Statistics;

namespace Countersign.Server.Live;

/// <summary>The counts of one transport.</summary>
internal sealed class TransportCounters
{
    private long _current;
    private long _total;
    private long _delivered;
    private long _overflowed;
    private long _silent;
    private long _busy;

    public void Enter()
    {
        Interlocked.Increment(ref _current);
        Interlocked.Increment(ref _total);
    }

    public void Leave() => Interlocked.Decrement(ref _current);

    public void Delivered(long events) => Interlocked.Add(ref _delivered, events);

    public void Overflowed() => Interlocked.Increment(ref _overflowed);

    public void ClosedSilent() => Interlocked.Increment(ref _silent);

    public void ClosedBusy() => Interlocked.Increment(ref _busy);

    public TransportStatistics Read() => new(
        Interlocked.Read(ref _current),
        Interlocked.Read(ref _total),
        Interlocked.Read(ref _delivered),
        Interlocked.Read(ref _overflowed),
        Interlocked.Read(ref _silent),
        Interlocked.Read(ref _busy));
}
