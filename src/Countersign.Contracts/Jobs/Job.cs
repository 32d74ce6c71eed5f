using System.Text.Json;
using System.Text.Json.Serialization;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;

namespace Countersign.Contracts.Jobs;

/// <summary>A job as clients see it.</summary>
public sealed record Job
{
    public required string JobId { get; init; }

    public required string Kind { get; init; }

    /// <summary>A title for people; the kind's title when the submitter gave none.</summary>
    public required string Name { get; init; }

    /// <summary>The input as it was accepted; part of what the plan's input digest covers.</summary>
    public required JsonElement Input { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>Null before the work starts and after it ended.</summary>
    public JobPhase? Phase { get; init; }

    /// <summary>0 to 100; never falls within one attempt.</summary>
    public int Progress { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string Owner { get; init; }

    /// <summary>The task (saved definition) that this job is a run of.</summary>
    public string? TaskId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>-10 to 10; higher goes first. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// Where the job waits for a slot, before its analysis while it is pending, or before its next step. Absent while it waits for none,
    /// and in lists; the process that answers tells of its own queues.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QueuePlace? Queue { get; init; }

    /// <summary>1 for the first execution; a retry counts up.</summary>
    public int Attempt { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When analysis began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the final status was reached.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Seconds from start to end; null until both are known.</summary>
    public double? DurationSeconds => (CompletedAt - StartedAt)?.TotalSeconds;

    /// <summary>The current plan version in short; null before planning ended.</summary>
    public PlanSummary? Plan { get; init; }

    public required ApprovalState Approval { get; init; }

    public CostSummary Cost { get; init; } = new();

    /// <summary>Why the job did not complete; null while nothing went wrong.</summary>
    public JobError? Error { get; init; }

    /// <summary>Where a client that knows Durable Functions asks after the job.</summary>
    public string StatusQueryGetUri => Links.Status;

    /// <summary>Where the parts of this job can be read.</summary>
    public JobLinks Links => new(JobId);
}
