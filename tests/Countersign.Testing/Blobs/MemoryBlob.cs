using Countersign.Kinds;

namespace Countersign.Testing.Blobs;

/// <summary>One blob of <see cref="MemoryContainers"/>.</summary>
internal sealed class MemoryBlob
{
    public required long Size { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required string ETag { get; init; }

    /// <summary>Names of its snapshots, the oldest first.</summary>
    public List<string> Snapshots { get; init; } = [];

    /// <summary>How many earlier versions it has; null without versioning.</summary>
    public int? Versions { get; init; }

    public bool IsLeased { get; set; }

    public bool IsProtected { get; set; }

    public ContainerItem ToItem(string name) => new(name, IsLeased ? ContainerItemType.LeasedBlob : ContainerItemType.Blob, Size, ModifiedAt, ETag)
    {
        Snapshots = Snapshots.Count > 0 ? new ItemSnapshots(Snapshots.Count, Snapshots[^1]) : null,
        Versions = Versions,
    };
}
