namespace Countersign.Embedded;

/// <summary>Counts the submissions under way, so that background work can give way while clients wait in numbers.</summary>
internal sealed class RequestPressure
{
    private const int Many = 6;
    private int _submissions;

    /// <summary>Whether so many clients wait that background work costs them noticeably.</summary>
    public bool IsHigh => Volatile.Read(ref _submissions) >= Many;

    public void Enter() => Interlocked.Increment(ref _submissions);

    public void Leave() => Interlocked.Decrement(ref _submissions);
}
