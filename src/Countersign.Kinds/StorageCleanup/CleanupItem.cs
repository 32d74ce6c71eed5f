namespace Countersign.Kinds.StorageCleanup;

/// <summary>A file or a blob that may be removed.</summary>
/// <param name="Path">Below the target, with slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedAt">When its content last changed.</param>
/// <param name="ETag">Its state when it was listed.</param>
internal sealed record CleanupItem(string Path, long Size, DateTimeOffset ModifiedAt, string ETag)
{
    /// <summary>A blob's snapshots; null for none.</summary>
    public ItemSnapshots? Snapshots { get; init; }

    /// <summary>How many earlier versions a blob has; null where it has no versions.</summary>
    public int? Versions { get; init; }

    /// <summary>What its removal gives back: nothing where a version of it stays.</summary>
    public long BytesFreed => Versions is null ? Size : 0;

    public CleanupLine ToLine() => new(Path, Size, ETag) { Snapshots = Snapshots, Versions = Versions };
}
