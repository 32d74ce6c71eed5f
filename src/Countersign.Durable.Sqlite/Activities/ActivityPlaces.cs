namespace Countersign.Durable.Sqlite.Activities;

/// <summary>
/// How many activities may run at a moment. Under pressure those of instances under way make do with few places, and instances that have
/// not begun wait: what comes in is stored first and worked off afterwards, which is faster for both.
/// </summary>
/// <param name="most">The places without pressure.</param>
/// <param name="underPressure">The places under pressure; at least 1.</param>
/// <param name="isUnderPressure">Whether the host has something more urgent to do.</param>
/// <param name="pace">Real time, whatever clock the orchestrations live by.</param>
/// <remarks>
/// Pressure may last. So a fifth of the time, half a second at a stretch, nothing makes way for it, and of those that wait one begins with every
/// <see cref="LookEvery"/> all the same.
/// </remarks>
internal sealed class ActivityPlaces(int most, int underPressure, Func<bool> isUnderPressure, TimeProvider pace)
{
    /// <summary>How often those that wait because of pressure are looked after.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan MakesWay = TimeSpan.FromSeconds(2);

    private readonly long _start = pace.GetTimestamp();

    public TimeProvider Pace => pace;

    /// <summary>The places at this moment, and whether they are for instances that have not begun, too.</summary>
    public (int Count, bool ForBeginners) Ask() =>
        isUnderPressure() && pace.GetElapsedTime(_start).Ticks % Round.Ticks < MakesWay.Ticks ? (Math.Min(underPressure, most), false) : (most, true);
}
