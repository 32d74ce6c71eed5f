using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts.Schedules;
using Countersign.Server.Access;
using Countersign.Server.Ports;

namespace Countersign.Server.Schedules;

/// <summary>A schedule with how the store keeps it.</summary>
internal sealed record SavedSchedule(DefinitionRecord Definition, StoredSchedule Content)
{
    private static readonly JsonTypeInfo<StoredSchedule> Type = (JsonTypeInfo<StoredSchedule>)StoreJson.Options.GetTypeInfo(typeof(StoredSchedule));

    public string ScheduleId => Definition.Id;

    public ScheduleRequest Request => Content.Request;

    /// <summary>Whom the runs are submitted for.</summary>
    public Caller Owner => new(Definition.Owner, Content.Roles);

    public static SavedSchedule Of(DefinitionRecord record) => new(record, record.Content.Deserialize(Type)!);

    /// <summary>The record with other content, due when that says.</summary>
    public static DefinitionRecord WithContent(DefinitionRecord record, StoredSchedule content, DateTimeOffset? dueAt) => record with
    {
        Name = content.Request.Name!,
        DueAt = dueAt,
        Content = JsonSerializer.SerializeToElement(content with { Request = content.Request with { ScheduleId = null } }, Type),
    };

    /// <summary>
    /// The job of the run that is due at an instant. It follows from the schedule alone, so that a repeat after a crash, or by another
    /// host, names the same job; a later schedule of the same name has other runs.
    /// </summary>
    public string JobIdOf(DateTimeOffset dueAt)
    {
        var run = $"{ScheduleId}\n{Definition.CreatedAt.ToUnixTimeMilliseconds()}\n{dueAt.ToUnixTimeMilliseconds()}";
        return "run-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)).AsSpan(0, 16));
    }

    public Schedule Show() => new()
    {
        ScheduleId = ScheduleId,
        Name = Definition.Name,
        Cron = Request.Cron,
        TimeZone = Request.Cron is null ? null : Request.TimeZone ?? ScheduleTimetable.DefaultZone,
        At = Request.At,
        Job = Request.Job!,
        Enabled = Request.Enabled ?? true,
        Misfire = Request.Misfire ?? MisfirePolicy.Skip,
        Overlap = Request.Overlap ?? OverlapPolicy.Allow,
        Owner = Definition.Owner,
        CreatedAt = Definition.CreatedAt,
        UpdatedAt = Definition.UpdatedAt,
        NextRunAt = Definition.DueAt,
        LastRun = Content.LastRun,
    };
}
