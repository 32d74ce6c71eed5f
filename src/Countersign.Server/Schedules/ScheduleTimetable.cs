using Countersign.Contracts.Schedules;

namespace Countersign.Server.Schedules;

/// <summary>When a schedule is due. Pure.</summary>
internal static class ScheduleTimetable
{
    public const string DefaultZone = "UTC";

    /// <summary>The first time after an instant; null while the schedule is paused and when there is none.</summary>
    /// <param name="schedule">A schedule that was checked.</param>
    /// <param name="after">The instant.</param>
    public static DateTimeOffset? Next(ScheduleRequest schedule, DateTimeOffset after)
    {
        if (schedule.Enabled == false)
        {
            return null;
        }

        if (schedule.Cron is not { } text)
        {
            return schedule.At > after ? schedule.At : null;
        }

        var cron = CronExpression.Parse(text, out var problem) ?? throw new InvalidDataException($"A stored schedule's cron {problem}");
        return new ZonedCron(cron, TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone ?? DefaultZone)).Next(after);
    }

    /// <summary>The next times, at most <paramref name="count"/>.</summary>
    public static IReadOnlyList<DateTimeOffset> Upcoming(ScheduleRequest schedule, DateTimeOffset after, int count)
    {
        var times = new List<DateTimeOffset>(count);
        while (times.Count < count && Next(schedule, after) is { } next)
        {
            times.Add(next);
            after = next;
        }

        return times;
    }
}
