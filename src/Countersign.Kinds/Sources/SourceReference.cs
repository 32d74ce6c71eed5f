namespace Countersign.Kinds.Sources;

/// <summary>Names a tree of files in a kind's input: exactly one of the four is set.</summary>
/// <param name="Path">A folder, or an archive, below one of the configured roots.</param>
/// <param name="UploadId">An archive, or a single file, from <c>POST /api/uploads</c>.</param>
/// <param name="Git">A repository.</param>
/// <param name="Files">The files themselves; an empty list makes an empty folder, for a kind whose input names no source.</param>
public sealed record SourceReference(
    string? Path = null, string? UploadId = null, GitReference? Git = null, IReadOnlyList<InlineFile>? Files = null);
