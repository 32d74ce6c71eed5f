using Countersign.Contracts.Schedules;

namespace Countersign.Server.Schedules;

/// <summary>What stores hold of a schedule.</summary>
internal sealed record StoredSchedule
{
    public required ScheduleRequest Request { get; init; }

    /// <summary>What the owner might do when the schedule was saved last; its runs may do no more.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public ScheduleRun? LastRun { get; init; }

    /// <summary>The job of the last run that had one.</summary>
    public string? LastJobId { get; init; }
}
