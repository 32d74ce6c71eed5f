namespace Countersign.Contracts.Metrics;

/// <summary>The series of a job, or of all runs of a task, in short.</summary>
public sealed record MetricSummaryList
{
    /// <summary>The job; null for the runs of a task.</summary>
    public string? JobId { get; init; }

    /// <summary>The task, or the one that the job is a run of; null where there is none.</summary>
    public string? TaskId { get; init; }

    /// <summary>How many jobs have figures here.</summary>
    public required int Jobs { get; init; }

    /// <summary>Whether every run of the task is counted in. When false, only the newest are.</summary>
    public required bool Complete { get; init; }

    /// <summary>One for each name, in the order of names.</summary>
    public required IReadOnlyList<MetricSummary> Items { get; init; }
}
