using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Audit;

/// <summary>Notes at the start which key signs, and stores checkpoints from time to time and when the host stops.</summary>
internal sealed class AuditService(HostAudit host, AuditCheckpoints checkpoints, TimeProvider clock, ILogger<AuditService> logger)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RunAsync(host.NoteKeyAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RunAsync(checkpoints.StoreAsync, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AuditCheckpoints.Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RunAsync(host.NoteKeyAsync, stoppingToken);
            await RunAsync(checkpoints.StoreAsync, stoppingToken);
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
#pragma warning disable CA1031 // The store or the key may be out of reach; the next round does what this one could not.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.AuditDelayed(exception);
        }
    }
}
