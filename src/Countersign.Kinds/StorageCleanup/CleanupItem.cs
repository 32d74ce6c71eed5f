namespace Countersign.Kinds.StorageCleanup;

/// <summary>A file that may be removed.</summary>
/// <param name="Path">Below the target, with slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedAt">When its content last changed.</param>
/// <param name="ETag">Its state when it was listed.</param>
internal sealed record CleanupItem(string Path, long Size, DateTimeOffset ModifiedAt, string ETag);
