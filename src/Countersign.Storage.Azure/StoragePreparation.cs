using Microsoft.Extensions.Hosting;

namespace Countersign.Storage.Azure;

/// <summary>Makes the storage ready before the host takes work.</summary>
internal sealed class StoragePreparation(AzureStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
