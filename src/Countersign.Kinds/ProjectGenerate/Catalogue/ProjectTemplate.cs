using System.Text.Json;

namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>A kind of project that can be generated, as its <c>template.json</c> describes it.</summary>
/// <remarks>Generated readers set every property, also of members that are absent: hence the fallbacks.</remarks>
public sealed record ProjectTemplate
{
    /// <summary>The name of its folder, and of the built-in task that stands for it.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary><c>frontend</c>, <c>backend</c> or <c>fullstack</c>.</summary>
    public required string Category { get; init; }

    public required string Complexity { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyList<string> Frameworks { get; init; }

    /// <summary>JSON Schema of an object; each parameter but the project's name has a default or may be absent.</summary>
    public required JsonElement ParameterSchema { get; init; }

    /// <summary>What a project is for whose parameters do not say: one sentence.</summary>
    public required string DefaultDescription { get; init; }

    /// <summary>Words of a goal that speak for the template, in lower case, with their weight.</summary>
    public required IReadOnlyDictionary<string, int> Words { get; init; }

    /// <summary>Names that a project may not have, in lower case: those of packages that it depends on, and of namespaces that it uses.</summary>
    public IReadOnlyList<string> ReservedNames { get; init => field = value ?? []; } = [];

    /// <summary>Values beside the parameters; a template that includes this one may set others.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values { get; init => field = value ?? new Dictionary<string, JsonElement>(); } = new Dictionary<string, JsonElement>();

    /// <summary>Files and folders that are left out unless a value is true: path, with slashes, to the value's name.</summary>
    public IReadOnlyDictionary<string, string> OnlyIf { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Templates that make parts of the project.</summary>
    public IReadOnlyList<TemplateInclude> Includes { get; init => field = value ?? []; } = [];

    /// <summary>How a project is built and tested; null where only its parts are.</summary>
    public TemplateCheck? Check { get; init; }
}
