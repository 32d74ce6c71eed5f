using System.Collections.Concurrent;

namespace Countersign.Client.Tests;

/// <summary>A clock on which every pause is over at once, and no longer wait ever is.</summary>
/// <param name="longest">The longest wait that is a pause; 10 seconds when not given.</param>
/// <param name="onPause">Told of each pause before it is over, as another clock may be that has to move as much.</param>
internal sealed class PauselessClock(TimeSpan? longest = null, Action<TimeSpan>? onPause = null) : TimeProvider
{
    private readonly TimeSpan _longest = longest ?? TimeSpan.FromSeconds(10);

    /// <summary>The pauses that there were.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > _longest)
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        Pauses.Enqueue(dueTime);
        onPause?.Invoke(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
