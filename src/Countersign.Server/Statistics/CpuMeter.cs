namespace Countersign.Server.Statistics;

/// <summary>How much of the processors the process uses, between one reading and the next.</summary>
internal sealed class CpuMeter
{
    /// <summary>Readings closer than this answer alike: over less, the figure would be noise.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Func<TimeSpan> _used;
    private readonly Lock _lock = new();
    private double? _percent;
    private (TimeSpan Used, long At) _last;

    /// <param name="clock">Says how much time has passed.</param>
    /// <param name="used">The processor time that the process has used; that of this process when null.</param>
    public CpuMeter(TimeProvider clock, Func<TimeSpan>? used = null)
    {
        (_clock, _used) = (clock, used ?? (() => Environment.CpuUsage.TotalTime));
        _last = (_used(), clock.GetTimestamp());
    }

    /// <summary>Processor time since the start.</summary>
    public TimeSpan Used => _used();

    /// <summary>In per cent of all processors together.</summary>
    /// <param name="sinceStart">The time since the start of the process, for the first reading.</param>
    public double Read(TimeSpan sinceStart)
    {
        lock (_lock)
        {
            var elapsed = _clock.GetElapsedTime(_last.At);
            if (elapsed >= Shortest)
            {
                var used = _used();
                _percent = Percent(used - _last.Used, elapsed);
                _last = (used, _clock.GetTimestamp());
            }

            return _percent ?? Percent(_used(), sinceStart);
        }
    }

    private static double Percent(TimeSpan used, TimeSpan elapsed) =>
        elapsed <= TimeSpan.Zero ? 0 : Math.Round(Math.Clamp(100 * (used / elapsed) / Environment.ProcessorCount, 0, 100), 1);
}
