namespace Countersign.Server.Health;

/// <summary>The words of health answers; wire names.</summary>
internal static class HealthStatus
{
    public const string Healthy = "healthy";
    public const string Unhealthy = "unhealthy";
}
