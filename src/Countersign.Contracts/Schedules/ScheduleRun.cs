namespace Countersign.Contracts.Schedules;

/// <summary>The run of a schedule that was due last.</summary>
/// <param name="ScheduledAt">When it was due.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="JobId">Its job; null when there is none.</param>
/// <param name="Detail">Why there is no job; null otherwise.</param>
public sealed record ScheduleRun(DateTimeOffset ScheduledAt, ScheduleOutcome Outcome, string? JobId, string? Detail);
