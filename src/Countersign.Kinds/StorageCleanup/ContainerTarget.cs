using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>A blob container.</summary>
internal sealed class ContainerTarget(IInputContainer container) : ICleanupTarget
{
    public Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken) => container.FindSoftDeleteDaysAsync(cancellationToken);

    public async IAsyncEnumerable<CleanupListing> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in container.ListAsync(cancellationToken))
        {
            yield return item.Type == ContainerItemType.Blob
                ? new CleanupListing(item.Name, ItemOf(item), PassedAs: null)
                : new CleanupListing(item.Name, Item: null, JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Type.ToString()));
        }
    }

    public Task<Removal> RemoveAsync(CleanupLine line, CancellationToken cancellationToken) =>
        container.RemoveAsync(line.Path, line.ETag, line.Snapshots, cancellationToken);

    public void Dispose()
    {
        // Nothing is held open.
    }

    private static CleanupItem ItemOf(ContainerItem item) =>
        new(item.Name, item.Size, item.ModifiedAt, item.ETag) { Snapshots = item.Snapshots, Versions = item.Versions };
}
