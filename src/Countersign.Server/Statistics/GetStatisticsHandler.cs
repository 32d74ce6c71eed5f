using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Statistics;
using Countersign.Server.Health;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Live;
using Countersign.Server.Ports;
using Countersign.Server.Turns;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Statistics;

/// <summary>How busy the service is. Reads counters only, so it costs the same however many jobs there are.</summary>
internal sealed class GetStatisticsHandler(
    IJobCounts jobs,
    JobTurns turns,
    KindCatalogue kinds,
    SubscriberCounters subscribers,
    ProcessFigures figures,
    DataDisk disk,
    ServiceUptime uptime,
    TimeProvider clock) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var counts = await jobs.ReadAsync(owner: null, cancellationToken);
        var (process, free) = (figures.Read(), disk.Read());
        var statistics = new ServiceStatistics(
            ProductInfo.Version,
            clock.GetUtcNow(),
            uptime.Seconds,
            process,
            free,
            JobFigures.Totals(counts),
            turns.Read(),
            subscribers.Read(),
            Success: true,
            "Statistics were read.",
            new OlderStatistics(OlderJobs(counts), OlderSystem(process, free), OlderAgents(counts)));
        return Answers.Json(statistics, ContractsJson.Default.ServiceStatistics);
    }

    private static OlderJobStatistics OlderJobs(JobCounts counts)
    {
        var totals = JobFigures.Totals(counts);
        return new OlderJobStatistics(totals.Total, totals.Completed, totals.Failed + counts.Of(JobStatus.Timeout), totals.SuccessRate);
    }

    private static double Percent(double part, double whole) => whole <= 0 ? 0 : Math.Round(Math.Clamp(100 * part / whole, 0, 100), 1);

    private OlderSystemStatistics OlderSystem(ProcessStatistics process, DiskStatistics? free) => new(
        process.CpuPercent,
        Percent(process.MemoryBytes, process.MemoryLimitBytes),
        free is null ? null : Percent(free.TotalBytes - free.FreeBytes, free.TotalBytes),
        uptime.Seconds);

    private OlderAgentStatistics OlderAgents(JobCounts counts) => new(
        counts.Groups.Count(group => group.Status == JobStatus.Running && group.Jobs > 0), kinds.All.Count);
}
