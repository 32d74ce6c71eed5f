using Countersign.Server.Schedules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Embedded;

/// <summary>Runs schedules at their time.</summary>
internal sealed class ScheduleService(IDueSchedules schedules, ILogger<ScheduleService> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => schedules.RunAsync(logger.SchedulesFailed, stoppingToken);
}
