using Microsoft.Extensions.Hosting;

namespace Countersign.Embedded;

/// <summary>A lifetime that neither listens to signals nor prints: whoever started the host ends it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
