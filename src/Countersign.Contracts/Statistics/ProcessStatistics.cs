namespace Countersign.Contracts.Statistics;

/// <summary>What the process that answers uses.</summary>
/// <param name="CpuPercent">Of all processors together, since the statistics were last read a second or more ago; since the start the first time.</param>
/// <param name="CpuSeconds">Processor time since the start.</param>
/// <param name="Processors">How many there are.</param>
/// <param name="MemoryBytes">Physical memory of the process.</param>
/// <param name="ManagedMemoryBytes">The part of it that is garbage-collected.</param>
/// <param name="MemoryLimitBytes">What the machine or container lets it have.</param>
/// <param name="Threads">How many threads the pool has.</param>
public sealed record ProcessStatistics(
    double CpuPercent, double CpuSeconds, int Processors, long MemoryBytes, long ManagedMemoryBytes, long MemoryLimitBytes, int Threads);
