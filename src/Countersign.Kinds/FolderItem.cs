namespace Countersign.Kinds;

/// <summary>Something that a folder holds.</summary>
/// <param name="Name">Relative to the folder, with slashes.</param>
/// <param name="Type">What it is.</param>
/// <param name="Size">In bytes; 0 for what is no file.</param>
/// <param name="ModifiedAt">When its content last changed, as the file system says; null for what is no file.</param>
/// <param name="ETag">
/// Stands for this file in this state: another file under the name, other content or other properties have another. Made of
/// size, times and identity as the file system keeps them, so that large files cost nothing. Null for what is no file.
/// </param>
public sealed record FolderItem(string Name, FolderItemType Type, long Size = 0, DateTimeOffset? ModifiedAt = null, string? ETag = null);
