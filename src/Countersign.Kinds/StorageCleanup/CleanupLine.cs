namespace Countersign.Kinds.StorageCleanup;

/// <summary>A file that a step removes.</summary>
/// <param name="Path">Below the target, with slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ETag">The state in which it may be removed.</param>
public sealed record CleanupLine(string Path, long Size, string ETag);
