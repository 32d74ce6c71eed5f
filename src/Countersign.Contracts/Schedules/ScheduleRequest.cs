using Countersign.Contracts.Jobs;

namespace Countersign.Contracts.Schedules;

/// <summary>The body that saves a schedule, or changes what it names.</summary>
public sealed record ScheduleRequest
{
    /// <summary>Chosen by the client, as a <c>job_id</c>; made by the server when absent. Only for a new schedule.</summary>
    public string? ScheduleId { get; init; }

    public string? Name { get; init; }

    /// <summary>Minute, hour, day of the month, month, day of the week; or <c>at</c> instead.</summary>
    public string? Cron { get; init; }

    /// <summary>Whose clocks <c>cron</c> goes by: an IANA name such as <c>Europe/Vienna</c>. Default UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The only time; or <c>cron</c> instead.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What each run submits, as to <c>POST /api/jobs</c>, without a <c>job_id</c>.</summary>
    public SubmitJobRequest? Job { get; init; }

    /// <summary>Default true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Default <c>skip</c>.</summary>
    public MisfirePolicy? Misfire { get; init; }

    /// <summary>Default <c>allow</c>.</summary>
    public OverlapPolicy? Overlap { get; init; }
}
