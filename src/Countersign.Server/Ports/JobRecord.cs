using System.Text.Json.Serialization;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Proof;
using Countersign.Contracts.Workflow;

namespace Countersign.Server.Ports;

/// <summary>A job as the store keeps it: what clients see, and what only the server needs.</summary>
public sealed record JobRecord
{
    public required Job Job { get; init; }

    /// <summary>Digest of the submitted request; a repeat with the same identifier must have the same.</summary>
    public required string RequestDigest { get; init; }

    /// <summary>How many plan versions the planner may make.</summary>
    public required int MaxRounds { get; init; }

    /// <summary>What the job may use at most; null where nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Estimate? Budget { get; init; }

    /// <summary>How many plan versions the planner has made; edits and rollbacks do not count.</summary>
    public int Rounds { get; init; }

    /// <summary>What had changed below the plan when a step last looked; null while nothing had.</summary>
    public Drift? Drift { get; init; }

    /// <summary>Answers to decisions that came with a key, so that a repeat is answered alike; the newest last.</summary>
    public IReadOnlyList<KeyedAnswer> KeyedAnswers { get => field ?? []; init; }

    /// <summary>The approval links that were made for the job.</summary>
    public IReadOnlyList<ApprovalLink> Links { get => field ?? []; init; }

    /// <summary>The sequence number of the job's newest event; kept by the store.</summary>
    public long LastSeq { get; init; }

    /// <summary>
    /// The gate that the orchestration waits at, or will when it comes to waiting; null while no plan is held. Only activities
    /// change it: an edit leaves the gate where it is and has its event raised, and the activity that this wakes moves it on.
    /// </summary>
    public Gate? Gate { get; init; }

    /// <summary>What the job goes back to; null unless it is paused.</summary>
    public PauseState? Pause { get; init; }

    /// <summary>How often the job was paused; a resumption of one that never was is refused.</summary>
    public int Pauses { get; init; }

    /// <summary>The event that the orchestration waits for because the job was paused; null while it does not.</summary>
    public string? HeldAt { get; init; }

    /// <summary>How often orchestrations were held; makes the events' names unique.</summary>
    public int Holds { get; init; }

    /// <summary>The newest event before the current attempt at the job; 0 in the first.</summary>
    public long RetriedAfterSeq { get; init; }

    /// <summary>
    /// A message that the orchestration is still owed. Stored with the change that causes it, sent afterwards, and cleared
    /// by the activity that acts on it; what a crash left unsent is sent again at the next start.
    /// </summary>
    public WakeUp? WakeUp { get; init; }

    /// <summary>Who had the job removed; null unless its removal is owed.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>The hash of the plan whose steps ran or are running; null before the first.</summary>
    public string? ExecutedPlanHash { get; init; }

    /// <summary>How many artifacts the job has; grows with <see cref="JobChange.Artifacts"/>.</summary>
    public int ArtifactCount { get; init; }

    /// <summary>How many figures were taken of the job; grows with <see cref="JobChange.Metrics"/>.</summary>
    public int MetricCount { get; init; }

    /// <summary>Since when a plan is held for a decision; null while none is, or the job is paused.</summary>
    public DateTimeOffset? GateOpenedAt { get; init; }

    /// <summary>How long plans were held before <see cref="GateOpenedAt"/>, in this attempt; null when none was.</summary>
    public double? GateSeconds { get; init; }

    /// <summary>How far the job's audit chain reaches; null before its first row. Kept by <see cref="Audit.AuditedJobStore"/>.</summary>
    public AuditHead? Audited { get; init; }

    /// <summary>What an older route was told that a job has no place for; null for every other job.</summary>
    public OlderFacts? Older { get; init; }

    /// <summary>The trace that the job is part of, as W3C <c>traceparent</c>; null when nobody collected traces at its submission.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// The parts that go with the record, from a store that has them in memory; null where they have to be read. Never stored, and set by
    /// stores alone.
    /// </summary>
    [JsonIgnore]
    public KnownParts? Known { get; init; }

    /// <summary>When the record last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
