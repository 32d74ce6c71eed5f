namespace Countersign.Contracts.Metrics;

/// <summary>One figure that was taken of a job, once and for good.</summary>
public sealed record Metric
{
    /// <summary>See <see cref="MetricIds"/>; never names another figure.</summary>
    public required string MetricId { get; init; }

    public required string JobId { get; init; }

    /// <summary>The task that the job is a run of; null for a job of its own.</summary>
    public string? TaskId { get; init; }

    /// <summary>The job's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What was measured, with its unit at the end: see <see cref="MetricNames"/>.</summary>
    public required string Name { get; init; }

    public required double Value { get; init; }

    /// <summary>The step that it tells of; null for the job as a whole.</summary>
    public string? StepId { get; init; }

    /// <summary>When it was taken: with the change that ended the step or the job.</summary>
    public required DateTimeOffset At { get; init; }
}
