using Countersign.Contracts.Statistics;

namespace Countersign.Contracts.Health;

/// <summary>The figures of a process.</summary>
/// <param name="Process">What it uses.</param>
/// <param name="Disk">Null where it cannot be read.</param>
public sealed record HealthMetrics(ProcessStatistics Process, DiskStatistics? Disk);
