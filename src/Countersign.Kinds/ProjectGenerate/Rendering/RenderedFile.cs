namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>A file of a generated project.</summary>
/// <param name="Path">Relative to the project, with slashes.</param>
/// <param name="Content">UTF-8 without a mark.</param>
/// <param name="Sha256">Of the content, with its prefix.</param>
internal sealed record RenderedFile(string Path, byte[] Content, string Sha256);
