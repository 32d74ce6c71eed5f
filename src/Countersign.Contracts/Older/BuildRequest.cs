using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>The body of <c>POST /api/build/</c>.</summary>
public sealed record BuildRequest
{
    /// <summary>A name, not a path.</summary>
    public required string ProjectName { get; init; }

    public string? Goal { get; init; }

    /// <summary>The input of the kind <c>source.build</c>: <c>source</c> and what else it takes.</summary>
    public JsonElement? Parameters { get; init; }
}
