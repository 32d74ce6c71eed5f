namespace Countersign.Contracts.Statistics;

/// <summary>The disk on which the process keeps its data; where a service keeps them, the one it works on.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What this process can still write.</param>
public sealed record DiskStatistics(long TotalBytes, long FreeBytes);
