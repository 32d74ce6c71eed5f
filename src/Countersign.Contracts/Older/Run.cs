using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Older;

/// <summary>A run of a task.</summary>
public sealed record Run
{
    /// <summary>The job.</summary>
    public required string Id { get; init; }

    /// <summary>The same as <see cref="Id"/>.</summary>
    public string RunId => Id;

    public required string TaskId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>completed</c>, <c>failed</c>, <c>cancelled</c> or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Progress { get; init; }

    /// <summary>Whether the plan is held for a decision right now.</summary>
    public required bool AwaitingApproval { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public double? DurationSeconds { get; init; }

    /// <summary>The current plan; null before planning ended, and in lists.</summary>
    public Plan? Plan { get; init; }

    /// <summary>What was said with the decision.</summary>
    public string? Feedback { get; init; }

    /// <summary>The result document; null before the end, and in lists.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Why it did not complete; null otherwise.</summary>
    public string? Error { get; init; }
}
