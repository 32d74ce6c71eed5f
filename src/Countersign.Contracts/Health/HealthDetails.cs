namespace Countersign.Contracts.Health;

/// <summary>How the service is, with the figures that tell why.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>: the worst of the components.</param>
/// <param name="Service">Always <c>countersign</c>.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Timestamp">When the parts were asked.</param>
/// <param name="Components">Part to its status; a part that does not exist here is absent.</param>
/// <param name="Metrics">Of the process that answers.</param>
/// <param name="UptimeSeconds">Since the process started.</param>
public sealed record HealthDetails(
    string Status,
    string Service,
    string Version,
    DateTimeOffset Timestamp,
    IReadOnlyDictionary<string, string> Components,
    HealthMetrics Metrics,
    double UptimeSeconds);
