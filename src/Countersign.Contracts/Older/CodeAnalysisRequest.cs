using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>The body of <c>POST /api/analysis/</c>: a source, or code that stands in the body.</summary>
public sealed record CodeAnalysisRequest
{
    /// <summary>The source of the kind <c>code.analysis</c>; a text is a path.</summary>
    public JsonElement? Source { get; init; }

    public string? Code { get; init; }

    /// <summary>The language of <see cref="Code"/>.</summary>
    public string? Language { get; init; }

    /// <summary>A name, not a path.</summary>
    public string? FileName { get; init; }
}
