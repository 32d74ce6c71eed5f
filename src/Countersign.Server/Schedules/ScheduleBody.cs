using System.Globalization;
using System.Text.Json;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Schedules;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Schedules;

/// <summary>Reads and checks the body of a schedule.</summary>
internal sealed class ScheduleBody(SubmitJobBody jobs, TimeProvider clock)
{
    private const int LongestCron = 200;
    private const int Overhead = 4096;

    public ScheduleRequest ReadNew(JsonFields fields, FieldErrors errors)
    {
        var id = fields.String("schedule_id", JobIds.MaxLength);
        SubmitJobBody.CheckId("schedule_id", id, errors);
        var schedule = Read(fields, errors, isPatch: false) with { ScheduleId = id };
        Check(schedule, errors);
        return schedule;
    }

    public ScheduleRequest ReadPatch(JsonFields fields, FieldErrors errors) => Read(fields, errors, isPatch: true);

    /// <summary>The schedule with what the patch names. A cron takes the place of a single time and the other way round.</summary>
    public static ScheduleRequest Merge(ScheduleRequest schedule, ScheduleRequest patch) => new()
    {
        Name = patch.Name ?? schedule.Name,
        Cron = patch.Cron ?? (patch.At is null ? schedule.Cron : null),
        TimeZone = patch.TimeZone ?? (patch.At is null ? schedule.TimeZone : null),
        At = patch.At ?? (patch.Cron is null ? schedule.At : null),
        Job = patch.Job ?? schedule.Job,
        Enabled = patch.Enabled ?? schedule.Enabled,
        Misfire = patch.Misfire ?? schedule.Misfire,
        Overlap = patch.Overlap ?? schedule.Overlap,
    };

    /// <summary>Notes what is wrong with the schedule as a whole.</summary>
    public static void Check(ScheduleRequest schedule, FieldErrors errors)
    {
        if (schedule.Cron is { } cron && CronExpression.Parse(cron, out var problem) is null)
        {
            errors.Add("cron", problem);
        }

        if ((schedule.Cron is null) == (schedule.At is null))
        {
            errors.Add("cron", schedule.Cron is null ? "is absent and so is at; allowed is one of them." : "is given and so is at; allowed is one of them.");
        }

        if (schedule.TimeZone is { } zone && (schedule.Cron is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId))
        {
            errors.Add("time_zone", $"is '{zone}'; allowed is an IANA name such as Europe/Vienna or UTC, together with cron.");
        }

        if (JsonSerializer.SerializeToUtf8Bytes(schedule, ContractsJson.Default.ScheduleRequest).Length > DefinitionRecord.LongestContent - Overhead)
        {
            errors.Add("body", $"is longer than a schedule may be, which is {DefinitionRecord.LongestContent - Overhead} bytes.");
        }
    }

    private ScheduleRequest Read(JsonFields fields, FieldErrors errors, bool isPatch)
    {
        var name = fields.String("name", SubmitJobBody.LongestName, required: !isPatch);
        if (isPatch && name is { Length: 0 })
        {
            errors.Add("name", $"has 0 characters; allowed are 1 to {SubmitJobBody.LongestName}.");
        }

        return new ScheduleRequest
        {
            Name = name,
            Cron = fields.String("cron", LongestCron),
            TimeZone = fields.String("time_zone", LongestCron),
            At = ReadAt(fields.String("at", LongestCron), errors),
            Job = ReadJob(fields.Any("job", required: !isPatch), errors),
            Enabled = fields.Boolean("enabled"),
            Misfire = fields.Choice<MisfirePolicy>("misfire"),
            Overlap = fields.Choice<OverlapPolicy>("overlap"),
        };
    }

    private DateTimeOffset? ReadAt(string? text, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && at > now)
        {
            return WholeMilliseconds.Of(at);
        }

        errors.Add("at", $"is '{text}'; allowed is a time after now ({now:yyyy-MM-dd'T'HH:mm:ss'Z'}), such as 2026-01-31T12:00:00Z (RFC 3339).");
        return null;
    }

    private SubmitJobRequest? ReadJob(JsonElement? value, FieldErrors errors)
    {
        if (value is not { } body)
        {
            return null;
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.Add("job", "is no object; allowed is an object as POST /api/jobs takes it.");
            return null;
        }

        // The job's own reader names fields from the root of a submission.
        var problems = new FieldErrors();
        var fields = new JsonFields(body, "", problems);
        var job = jobs.Read(fields, problems);
        fields.RefuseOthers();
        if (job.JobId is not null)
        {
            problems.Add("job_id", "is given; allowed is none, as every run has its own.");
        }

        foreach (var (field, messages) in problems.ToDictionary())
        {
            foreach (var message in messages)
            {
                errors.Add($"job.{field}", message);
            }
        }

        return job;
    }
}
