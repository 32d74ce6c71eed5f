namespace Countersign.Server.Schedules;

/// <summary>
/// A cron expression of five fields, as POSIX has them (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html),
/// with the names, steps and abbreviations that are common besides: minute, hour, day of the month, month, day of the week. A day
/// matches either of the two day fields when both are restricted.
/// </summary>
internal sealed class CronExpression
{
    /// <summary>Any date comes again within 8 years: the 29th of February around a year such as 2100.</summary>
    private const int MostYears = 9;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;

    private CronExpression(CronField[] fields) =>
        (_minutes, _hours, _days, _months, _weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4]);

    /// <summary>Whether it asks for a rhythm (every hour, every ten minutes) and not for times of the day.</summary>
    public bool IsRhythm => _hours.IsAny;

    /// <summary>Reads an expression; null with the problem when it is none, or one that no date matches.</summary>
    public static CronExpression? Parse(string text, out string problem)
    {
        var parts = Abbreviations.GetValueOrDefault(text.Trim(), text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
        {
            problem = $"is '{text}'; allowed are five fields (minute, hour, day of the month, month, day of the week) or one of {string.Join(", ", Abbreviations.Keys)}.";
            return null;
        }

        if (CronField.Parse(parts[0], "minute", 0, 59, [], out problem) is not { } minutes
            || CronField.Parse(parts[1], "hour", 0, 23, [], out problem) is not { } hours
            || CronField.Parse(parts[2], "day of the month", 1, 31, [], out problem) is not { } days
            || CronField.Parse(parts[3], "month", 1, 12, Months, out problem) is not { } months
            || CronField.Parse(parts[4], "day of the week", 0, 7, Weekdays, out problem) is not { } weekdays)
        {
            return null;
        }

        var expression = new CronExpression([minutes, hours, days, months, weekdays]);
        if (expression.NextLocal(new DateTime(2000, 1, 1)) is null)
        {
            problem = $"is '{text}', which no date matches; allowed is an expression that comes true.";
            return null;
        }

        return expression;
    }

    /// <summary>The first minute after <paramref name="local"/> that matches, by a calendar without switches of the clock.</summary>
    public DateTime? NextLocal(DateTime local)
    {
        var at = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0).AddMinutes(1);
        var end = Math.Min(9998, at.Year + MostYears);
        while (at.Year <= end)
        {
            if (!_months.Contains(at.Month))
            {
                at = new DateTime(at.Year, at.Month, 1).AddMonths(1);
            }
            else if (!IsDay(at))
            {
                at = at.Date.AddDays(1);
            }
            else if (!_hours.Contains(at.Hour))
            {
                at = at.Date.AddHours(at.Hour + 1);
            }
            else if (!_minutes.Contains(at.Minute))
            {
                at = at.AddMinutes(1);
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    private bool IsDay(DateTime at)
    {
        var day = _days.Contains(at.Day);
        var weekday = _weekdays.Contains((int)at.DayOfWeek) || (at.DayOfWeek == DayOfWeek.Sunday && _weekdays.Contains(7));
        return _days.IsAny || _weekdays.IsAny ? day && weekday : day || weekday;
    }
}
