namespace Countersign.Kinds;

/// <summary>A blob in a container.</summary>
/// <param name="Name">The whole name, with slashes.</param>
/// <param name="Type">Whether it can be removed.</param>
/// <param name="Size">In bytes, without snapshots and earlier versions.</param>
/// <param name="ModifiedAt">When the storage last changed it; new metadata counts as well.</param>
/// <param name="ETag">Stands for this blob in this state, without quotation marks.</param>
public sealed record ContainerItem(string Name, ContainerItemType Type, long Size, DateTimeOffset ModifiedAt, string ETag)
{
    /// <summary>Snapshots of it, which go when it goes; null for none.</summary>
    public ItemSnapshots? Snapshots { get; init; }

    /// <summary>
    /// How many earlier versions it has, which stay when it goes. Null where it was written without versioning; with versioning, also
    /// with 0, the storage makes an earlier version of what is removed.
    /// </summary>
    public int? Versions { get; init; }
}
