using Countersign.Server.WakeUps;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Embedded;

/// <summary>Runs the sweep for unsent messages from time to time.</summary>
internal sealed class WakeUpService(WakeUpSweep sweep, TimeProvider clock, ILogger<WakeUpService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WakeUpSweep.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // A sweep that fails is tried again; ending the service would leave messages unsent for good.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.SweepFailed(exception);
            }
        }
    }
}
