using System.Text.Json;

namespace Countersign.Contracts.Jobs;

/// <summary>How a job ended.</summary>
public sealed record JobResult
{
    public required string JobId { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>The kind's result document; null when nothing was executed.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>The hash of the plan whose steps ran; null when none did.</summary>
    public string? ExecutedPlanHash { get; init; }

    /// <summary>Ids of steps that the decision left out; empty when every step was approved, or none ran.</summary>
    public IReadOnlyList<string> SkippedSteps { get => field ?? []; init; }

    /// <summary>What steps saved, as <c>GET .../artifacts</c> lists it.</summary>
    public IReadOnlyList<ArtifactEntry> Artifacts { get; init; } = [];

    public JobError? Error { get; init; }
}
