using System.Diagnostics;

namespace Countersign.Embedded;

/// <summary>Counts the submissions under way, so that background work can give way while clients wait in numbers.</summary>
/// <remarks>
/// Those that share a flush are answered together, and their clients take a moment to come again, the longer the more they are: that is no
/// end of the pressure. Where jobs come and are worked off in balance, few come together, and the moment is short.
/// </remarks>
internal sealed class RequestPressure
{
    private const int Many = 6;
    private static readonly long MomentOfEach = Stopwatch.Frequency / 6000;

    private int _submissions;
    private long _highUntil = Stopwatch.GetTimestamp();

    /// <summary>Whether so many clients wait, or did a moment ago, that background work costs them noticeably.</summary>
    public bool IsHigh => Volatile.Read(ref _submissions) >= Many || Stopwatch.GetTimestamp() < Volatile.Read(ref _highUntil);

    public void Enter()
    {
        if (Interlocked.Increment(ref _submissions) is var count and >= Many)
        {
            // Of several at once any may be the last to write; each is right within a moment.
            var until = Stopwatch.GetTimestamp() + (count * MomentOfEach);
            Volatile.Write(ref _highUntil, Math.Max(until, Volatile.Read(ref _highUntil)));
        }
    }

    public void Leave() => Interlocked.Decrement(ref _submissions);
}
