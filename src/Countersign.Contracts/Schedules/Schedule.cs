using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Schedules;

/// <summary>A schedule: a job that is submitted by the clock, for whoever saved it.</summary>
public sealed record Schedule
{
    public required string ScheduleId { get; init; }

    public required string Name { get; init; }

    public string? Cron { get; init; }

    public string? TimeZone { get; init; }

    public DateTimeOffset? At { get; init; }

    public required SubmitJobRequest Job { get; init; }

    public required bool Enabled { get; init; }

    public required MisfirePolicy Misfire { get; init; }

    public required OverlapPolicy Overlap { get; init; }

    /// <summary>Whose jobs the runs are.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null while it is paused and after its only time.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Null before the first.</summary>
    public ScheduleRun? LastRun { get; init; }
}
