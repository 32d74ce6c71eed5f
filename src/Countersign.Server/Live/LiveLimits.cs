namespace Countersign.Server.Live;

/// <summary>What one client may ask of live events.</summary>
public static class LiveLimits
{
    /// <summary>How long a client may say nothing, not even answer pings, before its connection is closed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    /// <summary>How often a client is pinged.</summary>
    public static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    /// <summary>The most calls of a client within a minute.</summary>
    public const int CallsPerMinute = 120;

    /// <summary>The most subscriptions of one connection at a time.</summary>
    public const int Subscriptions = 100;
}
