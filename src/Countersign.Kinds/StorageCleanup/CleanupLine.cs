namespace Countersign.Kinds.StorageCleanup;

/// <summary>A file or a blob that a step removes.</summary>
/// <param name="Path">Below the target, with slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ETag">The state in which it may be removed.</param>
public sealed record CleanupLine(string Path, long Size, string ETag)
{
    /// <summary>A blob's snapshots, which are removed with it; null for none.</summary>
    public ItemSnapshots? Snapshots { get; init; }

    /// <summary>How many earlier versions of a blob stay, beside the one that its removal makes; null where it has no versions.</summary>
    public int? Versions { get; init; }

    /// <summary>What its removal gives back: nothing where a version of it stays.</summary>
    public long BytesFreed => Versions is null ? Size : 0;
}
