using System.Text.Json;

namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>Another template as a part of a project.</summary>
public sealed record TemplateInclude
{
    /// <summary>The template's identifier.</summary>
    public required string Template { get; init; }

    /// <summary>The part's name, which is its folder too.</summary>
    public required string Into { get; init; }

    /// <summary>The part's parameters and values: its name to the project's parameter.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>The part's parameters and values that are the same in every project.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init => field = value ?? new Dictionary<string, JsonElement>(); } = new Dictionary<string, JsonElement>();
}
