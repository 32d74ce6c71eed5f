using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>The body of <c>POST /api/generate</c>.</summary>
public sealed record GenerateRequest
{
    /// <summary>The identifier of a template; the kind chooses by the goal when absent.</summary>
    public string? Template { get; init; }

    public string? Goal { get; init; }

    /// <summary>The template's parameters.</summary>
    public JsonElement? Parameters { get; init; }
}
