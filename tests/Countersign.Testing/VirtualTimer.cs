namespace Countersign.Testing;

/// <summary>A timer of a <see cref="VirtualClock"/>, which guards the due time and the setting.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private volatile bool _disposed;

    public static IComparer<VirtualTimer> ByDueTime { get; } = Comparer<VirtualTimer>.Create(
        (left, right) => (left.DueAt, left.Setting).CompareTo((right.DueAt, right.Setting)));

    public DateTimeOffset DueAt { get; set; }

    /// <summary>Counts settings of all timers, so that no two compare equal.</summary>
    public long Setting { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _period = period;
        clock.Set(this, dueTime);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Fire()
    {
        if (_disposed)
        {
            return;
        }

        // Before the callback, which may set the timer differently.
        if (_period > TimeSpan.Zero)
        {
            clock.Set(this, _period);
        }

        callback(state);
    }
}
