using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Countersign.Kinds.StorageCleanup;

/// <summary>A folder; what is removed from it is gone.</summary>
internal sealed class FolderTarget(IInputFolder folder) : ICleanupTarget
{
    public Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken) => Task.FromResult<int?>(0);

    public async IAsyncEnumerable<CleanupListing> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A file system answers at once; there is nothing to wait for.
        await Task.CompletedTask;
        foreach (var item in folder.List(cancellationToken))
        {
            yield return item.Type == FolderItemType.File
                ? new CleanupListing(item.Name, new CleanupItem(item.Name, item.Size, item.ModifiedAt!.Value, item.ETag!), PassedAs: null)
                : new CleanupListing(item.Name, Item: null, JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Type.ToString()));
        }
    }

    public Task<Removal> RemoveAsync(CleanupLine line, CancellationToken cancellationToken) => Task.FromResult(folder.Remove(line.Path, line.ETag));

    public void Dispose() => folder.Dispose();
}
