using Countersign.Server.Health;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure;

/// <summary>Whether tables and blobs answer: one point read of each.</summary>
internal sealed class AzureStorageProbe(AzureStorage storage) : IHealthProbe
{
    private const string NoUpload = "00000000000000000000000000000000";

    public string Component => "storage";

    /// <exception cref="StoreUnavailableException">The account does not answer.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await storage.Jobs.GetAsync("health", cancellationToken);
        await storage.Uploads.GetAsync(NoUpload, cancellationToken);
    }
}
