using Countersign.Server.Upkeep;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Embedded;

/// <summary>Runs the server's upkeep at its time.</summary>
internal sealed class UpkeepService(IDueUpkeep upkeep, ILogger<UpkeepService> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => upkeep.RunAsync(logger.UpkeepFailed, stoppingToken);
}
