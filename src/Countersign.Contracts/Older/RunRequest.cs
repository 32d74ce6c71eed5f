using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>The body of <c>POST /api/runs/</c>.</summary>
public sealed record RunRequest
{
    public required string TaskId { get; init; }

    /// <summary>Parameters of the task, by name.</summary>
    public JsonElement? Parameters { get; init; }
}
