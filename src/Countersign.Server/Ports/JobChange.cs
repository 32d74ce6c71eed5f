using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Server.Ports;

/// <summary>Everything that one act changes about a job; stored whole or not at all.</summary>
public sealed record JobChange
{
    /// <summary>The job after the act. Its <see cref="JobRecord.LastSeq"/> is ignored: the store counts.</summary>
    public required JobRecord Record { get; init; }

    /// <summary>Appended in this order, numbered without a gap.</summary>
    public IReadOnlyList<EventDraft> Events { get; init; } = [];

    /// <summary>Replaces the analysis.</summary>
    public Analysis? Analysis { get; init; }

    /// <summary>Adds a plan version; the store refuses to overwrite one.</summary>
    public Plan? Plan { get; init; }

    /// <summary>Adds the decision on a plan version; the store refuses to overwrite one.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Adds or replaces the state of one step of one plan version.</summary>
    public StepState? Step { get; init; }

    /// <summary>Adds the state of the step that begins where <see cref="Step"/> ends; both are of the same plan version.</summary>
    public StepState? NextStep { get; init; }

    /// <summary>Replaces the result document.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>A compact JWS of type <c>countersign-step-receipt</c> for <see cref="Step"/>, when that is an end. Goes into the audit chain.</summary>
    public string? Receipt { get; init; }

    /// <summary>
    /// Adds what <see cref="Step"/> saved, when that is an end; the bytes are stored already. The record's
    /// <see cref="JobRecord.ArtifactCount"/> has grown by as many: see <see cref="With"/>.
    /// </summary>
    public IReadOnlyList<StoredArtifact> Artifacts { get; init; } = [];

    /// <summary>
    /// Adds these figures, taken at the record's <see cref="JobRecord.UpdatedAt"/>. The record's <see cref="JobRecord.MetricCount"/> has
    /// grown by as many: see <see cref="Measuring"/>.
    /// </summary>
    public IReadOnlyList<StoredMetric> Metrics { get; init; } = [];

    /// <summary>Acts beyond those that the rest of the change tells; they go into the audit chain too.</summary>
    public IReadOnlyList<AuditDraft> Acts { get; init; } = [];

    /// <summary>
    /// The rows by which the job's audit chain grows; <see cref="Audit.AuditedJobStore"/> makes them, nobody else. Appended; the
    /// store refuses a number that is there.
    /// </summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>This change and the one that an act right behind it makes of its record, as one; each event tells the job as it was then.</summary>
    /// <param name="next">Ends no step and saves no artifact: of those, this change's count. It has no audit rows yet, as this one has none.</param>
    public JobChange FollowedBy(JobChange next) => this with
    {
        Record = next.Record,
        Events = [.. Events.Select(draft => draft with { Then = draft.Then ?? Record }), .. next.Events],
        Analysis = next.Analysis ?? Analysis,
        Plan = next.Plan ?? Plan,
        Decision = next.Decision ?? Decision,
        Result = next.Result ?? Result,
        Metrics = [.. Metrics, .. next.Metrics],
        Acts = [.. Acts, .. next.Acts],
    };

    /// <summary>The same change that also adds these artifacts, counted in its record.</summary>
    public JobChange With(IReadOnlyList<StoredArtifact> artifacts) => artifacts is { Count: > 0 }
        ? this with { Artifacts = artifacts, Record = Record with { ArtifactCount = Record.ArtifactCount + artifacts.Count } }
        : this;

    /// <summary>The same change that also adds these figures, counted in its record.</summary>
    public JobChange Measuring(IReadOnlyList<StoredMetric> metrics) => metrics is { Count: > 0 }
        ? this with { Metrics = Metrics.Count == 0 ? metrics : [.. Metrics, .. metrics], Record = Record with { MetricCount = Record.MetricCount + metrics.Count } }
        : this;
}
