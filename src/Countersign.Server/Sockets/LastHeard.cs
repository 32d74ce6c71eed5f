namespace Countersign.Server.Sockets;

/// <summary>When anything last came from a client, answers to pings included.</summary>
public sealed class LastHeard(TimeProvider clock)
{
    private long _at = clock.GetTimestamp();

    /// <summary>How long ago that was.</summary>
    public TimeSpan Ago => clock.GetElapsedTime(Volatile.Read(ref _at));

    /// <summary>Something has come now.</summary>
    public void Note() => Volatile.Write(ref _at, clock.GetTimestamp());
}
