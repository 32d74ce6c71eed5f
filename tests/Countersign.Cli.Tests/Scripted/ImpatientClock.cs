namespace Countersign.Cli.Tests.Scripted;

/// <summary>A clock on which every pause is over at once, and no longer wait ever is.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime <= LongestPause ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
}
