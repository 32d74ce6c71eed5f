namespace Countersign.Kinds.Sources;

/// <summary>A file that stands in the input.</summary>
/// <param name="Path">Relative, with slashes.</param>
/// <param name="Content">Written as UTF-8.</param>
public sealed record InlineFile(string Path, string Content);
