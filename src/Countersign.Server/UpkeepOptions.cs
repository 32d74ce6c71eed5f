namespace Countersign.Server;

/// <summary>How often the server looks after itself; section <c>Upkeep</c>.</summary>
public sealed class UpkeepOptions
{
    /// <summary>How often what is past its retention is removed. Default 6 hours.</summary>
    public TimeSpan CleanupEvery { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How often the server checks its health. Default 5 minutes.</summary>
    public TimeSpan HealthCheckEvery { get; set; } = TimeSpan.FromMinutes(5);
}
