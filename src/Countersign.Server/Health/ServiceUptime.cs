using System.Diagnostics;

namespace Countersign.Server.Health;

/// <summary>How long the process has been running.</summary>
internal sealed class ServiceUptime(TimeProvider clock)
{
    private readonly DateTimeOffset _startedAt = Process.GetCurrentProcess().StartTime;

    /// <summary>Whole milliseconds are enough for people; in seconds, as every duration of the API.</summary>
    public double Seconds => Math.Round((clock.GetUtcNow() - _startedAt).TotalSeconds, 3);
}
