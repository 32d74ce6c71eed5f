using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Statistics;
using Countersign.Server.Health;
using Countersign.Server.Http;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Statistics;

/// <summary>How busy the service is. Reads counters only, so it costs the same however many jobs there are.</summary>
internal sealed class GetStatisticsHandler(
    IJobCounts jobs, SubscriberCounters subscribers, CpuMeter cpu, DataDisk disk, ServiceUptime uptime, TimeProvider clock) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var counts = await jobs.ReadAsync(cancellationToken);
        var statistics = new ServiceStatistics(
            ProductInfo.Version, clock.GetUtcNow(), uptime.Seconds, ReadProcess(), disk.Read(), Of(counts), subscribers.Read());
        return Answers.Json(statistics, ContractsJson.Default.ServiceStatistics);
    }

    private static JobStatistics Of(JobCounts counts)
    {
        var byStatus = Enum.GetValues<JobStatus>().ToDictionary(SnakeCase.NameOf, status => counts.ByStatus.GetValueOrDefault(status), StringComparer.Ordinal);
        var total = byStatus.Values.Sum();
        var completed = counts.ByStatus.GetValueOrDefault(JobStatus.Completed);
        return new JobStatistics(
            total,
            completed,
            counts.ByStatus.GetValueOrDefault(JobStatus.Failed),
            total == 0 ? 0 : Math.Round(100.0 * completed / total, 2),
            byStatus,
            counts.CountedAt);
    }

    private ProcessStatistics ReadProcess() => new(
        cpu.Read(TimeSpan.FromSeconds(Math.Max(uptime.Seconds, 0))),
        Math.Round(cpu.Used.TotalSeconds, 3),
        Environment.ProcessorCount,
        Environment.WorkingSet,
        GC.GetTotalMemory(forceFullCollection: false),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ThreadPool.ThreadCount);
}
