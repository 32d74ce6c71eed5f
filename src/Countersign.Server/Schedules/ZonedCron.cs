namespace Countersign.Server.Schedules;

/// <summary>
/// A cron expression by the clocks of a zone. Where clocks go forward, a time of the day that does not exist comes at the moment of the
/// switch; where they go back, a time of the day that comes twice counts the first time only. A rhythm goes on through both
/// switches: it passes over what does not exist and takes what comes twice both times.
/// </summary>
internal sealed class ZonedCron(CronExpression cron, TimeZoneInfo zone)
{
    /// <summary>No zone's clocks go back by more: within this, times of the clock may come in another order than instants.</summary>
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromHours(3);

    /// <summary>The first instant after <paramref name="after"/>; null when there is none before the end of the calendar.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTimeOffset? best = null;
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var candidate = cron.NextLocal(local - LongestOverlap);
        for (var until = DateTime.MaxValue; candidate is { } at && at <= until; candidate = cron.NextLocal(at))
        {
            foreach (var instant in InstantsOf(at))
            {
                if (instant > after && (best is null || instant < best))
                {
                    best = instant;
                    until = at > DateTime.MaxValue - LongestOverlap ? at : at + LongestOverlap;
                }
            }
        }

        return best;
    }

    private IEnumerable<DateTimeOffset> InstantsOf(DateTime local)
    {
        if (zone.IsInvalidTime(local))
        {
            if (!cron.IsRhythm)
            {
                var first = local;
                while (zone.IsInvalidTime(first))
                {
                    first = first.AddMinutes(1);
                }

                yield return Instant(first, zone.GetUtcOffset(first));
            }
        }
        else if (zone.IsAmbiguousTime(local))
        {
            // The greater offset is the one before clocks go back.
            var offsets = zone.GetAmbiguousTimeOffsets(local).OrderDescending();
            foreach (var offset in cron.IsRhythm ? offsets : offsets.Take(1))
            {
                yield return Instant(local, offset);
            }
        }
        else
        {
            yield return Instant(local, zone.GetUtcOffset(local));
        }
    }

    private static DateTimeOffset Instant(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUniversalTime();
}
