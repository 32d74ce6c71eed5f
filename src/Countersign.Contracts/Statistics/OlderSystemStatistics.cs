namespace Countersign.Contracts.Statistics;

/// <summary>The machine in the shape of a replaced service.</summary>
/// <param name="CpuPercent">Of all processors, by this process.</param>
/// <param name="MemoryPercent">Of what the process may have.</param>
/// <param name="DiskPercent">How full the disk is; null where it cannot be read.</param>
/// <param name="Uptime">Seconds since the process started.</param>
public sealed record OlderSystemStatistics(double CpuPercent, double MemoryPercent, double? DiskPercent, double Uptime);
