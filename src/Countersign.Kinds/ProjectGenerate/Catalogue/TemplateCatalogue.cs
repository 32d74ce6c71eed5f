using System.Collections.Frozen;
using System.Text.Json;

namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>The templates that ship with the product: a folder each in <c>ProjectGenerate/Templates</c>.</summary>
public static class TemplateCatalogue
{
    private static readonly Lazy<FrozenDictionary<string, ProjectTemplate>> ById = new(() =>
        TemplateResources.Manifests()
            .Select(json => JsonSerializer.Deserialize(json, TemplateJson.Default.ProjectTemplate)!)
            .ToFrozenDictionary(template => template.Id, StringComparer.Ordinal));

    /// <summary>By identifier.</summary>
    public static IReadOnlyList<ProjectTemplate> All => [.. ById.Value.Values.OrderBy(template => template.Id, StringComparer.Ordinal)];

    /// <summary>Their identifiers, as messages list them.</summary>
    public static string Ids => string.Join(", ", All.Select(template => template.Id));

    /// <summary>Null when there is no such template.</summary>
    public static ProjectTemplate? Find(string id) => ById.Value.GetValueOrDefault(id);
}
