using System.Text.Json;

namespace Countersign.Contracts.Older;

/// <summary>A build or an analysis with all its details.</summary>
public sealed record OlderJob
{
    /// <summary>The job.</summary>
    public required string TaskId { get; init; }

    public required string ProjectName { get; init; }

    public string? Goal { get; init; }

    /// <summary>The job's input.</summary>
    public required JsonElement Parameters { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Progress { get; init; }

    /// <summary>For people.</summary>
    public required string Message { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public double? DurationSeconds { get; init; }

    /// <summary>The result document; null before the end, and in lists.</summary>
    public JsonElement? Results { get; init; }

    /// <summary>Why it did not complete; null otherwise.</summary>
    public string? Error { get; init; }
}
