using System.Text.Json;

namespace Countersign.Kinds.ProjectGenerate.Rendering;

/// <summary>A whole project.</summary>
/// <param name="Template">The template's identifier.</param>
/// <param name="Parameters">All of them, defaults filled in.</param>
/// <param name="Slug">The project's name as folders, packages and images have it.</param>
/// <param name="Parts">What lies at the top comes last.</param>
internal sealed record RenderedProject(string Template, JsonElement Parameters, string Slug, IReadOnlyList<RenderedPart> Parts)
{
    /// <summary>All files in the ordinal order of their paths.</summary>
    public IReadOnlyList<RenderedFile> Files => [.. Parts.SelectMany(part => part.Files).OrderBy(file => file.Path, StringComparer.Ordinal)];
}
