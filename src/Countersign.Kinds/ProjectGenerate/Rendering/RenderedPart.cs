using Countersign.Kinds.ProjectGenerate.Catalogue;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>Files that one template made of a project.</summary>
/// <param name="Name">Its folder; empty for what lies at the top.</param>
/// <param name="Template">The template's identifier.</param>
/// <param name="Files">In the ordinal order of their paths, which begin with the folder.</param>
/// <param name="Check">How it is built; null when it is not.</param>
internal sealed record RenderedPart(string Name, string Template, IReadOnlyList<RenderedFile> Files, TemplateCheck? Check)
{
    public long Bytes => Files.Sum(file => (long)file.Content.Length);
}
