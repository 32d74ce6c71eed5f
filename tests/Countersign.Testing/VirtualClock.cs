namespace Countersign.Testing;

/// <summary>
/// A clock that moves only when a test says so. Timers fire during <see cref="Advance"/>, on the caller's thread, in the order
/// in which they are due; those due at the same instant in the order in which they were set.
/// </summary>
/// <remarks>
/// Give it to a host as <c>EmbeddedHostSettings.Clock</c>, and a gate of thirty days expires when the test says
/// <c>clock.Advance(TimeSpan.FromDays(30))</c>, in milliseconds. A timer that is set for an instant that has passed is due at once, so
/// a test need not wait until the engine has set it.
/// </remarks>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _armed = new(VirtualTimer.ByDueTime);
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _settings;

    /// <summary>A clock that stands at <paramref name="start"/>; at the beginning of 2030 when not given.</summary>
    public VirtualClock(DateTimeOffset? start = null) =>
        _start = _now = start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>UTC: no test depends on where it runs.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks, as <see cref="TimeSpan"/> counts them.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    /// <summary>A timer that obeys this clock. One due at once fires on the thread pool without waiting for an advance.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock forward and fires what becomes due, each timer at its own instant. Timers that callbacks set within the
    /// span fire too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } due)
        {
            due.Fire();
        }
    }

    internal void Set(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime > TimeSpan.Zero)
            {
                timer.DueAt = dueTime >= DateTimeOffset.MaxValue - _now ? DateTimeOffset.MaxValue : _now + dueTime;
                timer.Setting = ++_settings;
                _armed.Add(timer);
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            ThreadPool.QueueUserWorkItem(static due => due.Fire(), timer, preferLocal: false);
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
        }
    }

    private VirtualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } first || first.DueAt > until)
            {
                _now = until > _now ? until : _now;
                return null;
            }

            _now = first.DueAt > _now ? first.DueAt : _now;
            _armed.Remove(first);
            return first;
        }
    }
}
