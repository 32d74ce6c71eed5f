using Countersign.Server.Watch;
using Microsoft.Extensions.Hosting;

namespace Countersign.Embedded;

/// <summary>Runs the file transport; a folder that cannot be watched keeps the host from starting.</summary>
internal sealed class FileTransportService(IFileTransport transport) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        transport.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => transport.RunAsync(stoppingToken);
}
