namespace Countersign.Server.Ports;

/// <summary>A figure as a change adds it.</summary>
/// <param name="Name">See <see cref="Contracts.Metrics.MetricNames"/>.</param>
/// <param name="Value">Finite.</param>
/// <param name="Step">The step that it tells of; null for the job as a whole.</param>
public sealed record StoredMetric(string Name, double Value, string? Step = null);
