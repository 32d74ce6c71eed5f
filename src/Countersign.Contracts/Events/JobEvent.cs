using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Events;

/// <summary>An entry of a job's event log, as every transport carries it.</summary>
public sealed record JobEvent
{
    /// <summary>1 for the job's first event, then without a gap.</summary>
    public required long Seq { get; init; }

    public required string JobId { get; init; }

    public string? TaskId { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The SignalR target of the type.</summary>
    public string Name => EventTypes.TargetOf(Type);

    /// <summary>The job's status after the event.</summary>
    public required JobStatus Status { get; init; }

    public JobPhase? Phase { get; init; }

    public required int Progress { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What the type adds: the plan, the step, the line.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The result document, with <c>completion</c> only.</summary>
    public JsonElement? Results { get; init; }

    public JobError? Error { get; init; }

    /// <summary>
    /// Set when this <c>progress</c> event stands for several that followed each other: the first of their numbers. Only a
    /// subscriber that reads too slowly gets such an event; the log holds them all.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MergedFrom { get; init; }

    /// <summary>The first number that this event stands for.</summary>
    [JsonIgnore]
    public long FirstSeq => MergedFrom ?? Seq;
}
