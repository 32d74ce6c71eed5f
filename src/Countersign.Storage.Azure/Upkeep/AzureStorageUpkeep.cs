using Microsoft.Extensions.Logging;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes what crashes left behind. Nothing that it removes is ever shown, so it may run seldom.</summary>
public sealed class AzureStorageUpkeep
{
    private readonly RemovalUpkeep _removals;
    private readonly IndexUpkeep _index;
    private readonly ValueUpkeep _values;
    private readonly UploadUpkeep _uploads;
    private readonly ArtifactUpkeep _artifacts;
    private readonly ILogger _logger;

    internal AzureStorageUpkeep(
        RemovalUpkeep removals, IndexUpkeep index, ValueUpkeep values, UploadUpkeep uploads, ArtifactUpkeep artifacts, ILogger logger) =>
        (_removals, _index, _values, _uploads, _artifacts, _logger) = (removals, index, values, uploads, artifacts, logger);

    /// <summary>
    /// Finishes removals and removes index rows, values, uploads and artifacts that nothing refers to. Reads the whole index and the names of
    /// all blobs: meant for once a day. May run beside everything else, also beside itself, and may be stopped at any time.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken) => _logger.Kept(
        await _removals.RunAsync(cancellationToken),
        await _index.RunAsync(cancellationToken),
        await _values.RunAsync(cancellationToken),
        await _uploads.RunAsync(cancellationToken),
        await _artifacts.RunAsync(cancellationToken));
}
