namespace Countersign.Kinds.Tests.HttpPipeline;

/// <summary>A clock on which every wait is over at once, and which keeps how long each would have been.</summary>
internal sealed class EagerClock : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
