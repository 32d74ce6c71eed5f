namespace Countersign.Kinds.CodeAnalysis.Findings;

/// <summary>A place in a file.</summary>
/// <param name="Path">Relative to the source's root, with slashes.</param>
/// <param name="Line">From 1.</param>
/// <param name="EndLine">The last line.</param>
internal sealed record FindingPlace(string Path, int Line, int EndLine);
