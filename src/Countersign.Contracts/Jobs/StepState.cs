using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Contracts.Jobs;

/// <summary>What became of one step of the plan.</summary>
public sealed record StepState
{
    public required string StepId { get; init; }

    public required int PlanVersion { get; init; }

    /// <summary>The hash of the plan that the step was loaded from and checked against.</summary>
    public required string PlanHash { get; init; }

    public required StepStatus Status { get; init; }

    /// <summary>1 for the first run; a retry of a failure of the machine counts up, a repeat after a crash does not.</summary>
    public int Attempt { get; init; } = 1;

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public JsonElement? Result { get; init; }

    public JobError? Error { get; init; }

    /// <summary>
    /// What the kind wrote down while it ran, for a repeat after a crash and for later attempts; left out where it wrote nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Note { get; init; }
}
