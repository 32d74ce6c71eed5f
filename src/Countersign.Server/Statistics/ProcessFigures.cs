using Countersign.Contracts.Statistics;
using Countersign.Server.Health;

namespace Countersign.Server.Statistics;

/// <summary>What this process uses.</summary>
internal sealed class ProcessFigures(CpuMeter cpu, ServiceUptime uptime)
{
    public ProcessStatistics Read() => new(
        cpu.Read(TimeSpan.FromSeconds(Math.Max(uptime.Seconds, 0))),
        Math.Round(cpu.Used.TotalSeconds, 3),
        Environment.ProcessorCount,
        Environment.WorkingSet,
        GC.GetTotalMemory(forceFullCollection: false),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ThreadPool.ThreadCount);
}
