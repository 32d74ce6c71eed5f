using Azure.Storage.Blobs.Models;
using Countersign.Kinds;

namespace Countersign.Storage.Azure.Containers;

/// <summary>Puts the entries of one name together: the blob itself, its snapshots and its earlier versions.</summary>
/// <param name="name">The blob's name.</param>
internal sealed class BlobTally(string name)
{
    // https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-known-issues: how folders show as blobs.
    private const string FolderMark = "hdi_isfolder";

    private BlobItem? _blob;
    private int _snapshots;
    private string _newest = "";
    private int _versions;

    public string Name => name;

    public void Add(BlobItem entry)
    {
        if (!string.IsNullOrEmpty(entry.Snapshot))
        {
            _snapshots++;
            _newest = string.CompareOrdinal(entry.Snapshot, _newest) > 0 ? entry.Snapshot : _newest;
        }
        else if (!string.IsNullOrEmpty(entry.VersionId) && entry.IsLatestVersion != true)
        {
            _versions++;
        }
        else
        {
            _blob = entry;
        }
    }

    /// <summary>The blob; null where there are only versions of one that is removed.</summary>
    public ContainerItem? ToItem() => _blob is not { } blob
        ? null
        : new ContainerItem(
            name,
            TypeOf(blob),
            blob.Properties.ContentLength ?? 0,
            blob.Properties.LastModified ?? DateTimeOffset.MaxValue,
            blob.Properties.ETag?.ToString().Trim('"') ?? "")
        {
            Snapshots = _snapshots > 0 ? new ItemSnapshots(_snapshots, _newest) : null,
            Versions = _versions > 0 || !string.IsNullOrEmpty(blob.VersionId) ? _versions : null,
        };

    private static ContainerItemType TypeOf(BlobItem blob)
    {
        if (blob.Metadata is { } metadata && metadata.TryGetValue(FolderMark, out var mark) && bool.TryParse(mark, out var isFolder) && isFolder)
        {
            return ContainerItemType.FolderMarker;
        }

        // An address is put into its plain form on the way, and would then name another blob.
        if (blob.Name.Split('/', '\\').Any(part => part is "." or ".."))
        {
            return ContainerItemType.UnaddressableBlob;
        }

        return blob.Properties.LeaseStatus == LeaseStatus.Locked ? ContainerItemType.LeasedBlob : ContainerItemType.Blob;
    }
}
