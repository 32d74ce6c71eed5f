using System.Globalization;
using Countersign.Contracts.Schedules;
using Countersign.Server.Schedules;
using Xunit;

namespace Countersign.Server.Tests.Schedules;

/// <summary>Around the switches of known zones: Vienna on 29 March and 25 October 2026 at 01:00 UTC, New York, Lord Howe (half an hour), Kathmandu.</summary>
public sealed class ZonedCronTests
{
    [Theory]
    // 02:30 does not exist on that day: it comes at the switch, and the day after at its time again.
    [InlineData("Europe/Vienna", "30 2 * * *", "2026-03-28T00:00Z", "2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    // Two times within the gap are one instant.
    [InlineData("Europe/Vienna", "15,45 2 * * *", "2026-03-29T00:00Z", "2026-03-29T01:00Z", "2026-03-30T00:15Z", "2026-03-30T00:45Z")]
    // 02:30 comes twice: the first time counts.
    [InlineData("Europe/Vienna", "30 2 * * *", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z", "2026-10-27T01:30Z")]
    // A rhythm goes on through both.
    [InlineData("Europe/Vienna", "30 * * * *", "2026-03-29T00:00Z", "2026-03-29T00:30Z", "2026-03-29T01:30Z", "2026-03-29T02:30Z")]
    [InlineData("Europe/Vienna", "*/30 * * * *", "2026-10-25T00:15Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z")]
    [InlineData("America/New_York", "30 2 * * *", "2026-03-07T12:00Z", "2026-03-08T07:00Z", "2026-03-09T06:30Z", "2026-03-10T06:30Z")]
    [InlineData("America/New_York", "30 1 * * *", "2026-10-31T12:00Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z", "2026-11-03T06:30Z")]
    [InlineData("America/New_York", "0 9 * * MON-FRI", "2026-03-06T15:00Z", "2026-03-09T13:00Z", "2026-03-10T13:00Z", "2026-03-11T13:00Z")]
    [InlineData("Australia/Lord_Howe", "*/15 * * * *", "2026-04-04T14:30Z", "2026-04-04T14:45Z", "2026-04-04T15:00Z", "2026-04-04T15:15Z")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-04T00:00Z", "2026-04-04T14:45Z", "2026-04-05T15:15Z", "2026-04-06T15:15Z")]
    [InlineData("Asia/Kathmandu", "0 0 * * *", "2026-01-01T00:00Z", "2026-01-01T18:15Z", "2026-01-02T18:15Z", "2026-01-03T18:15Z")]
    public void Upcoming_AroundSwitches_IsAsClocksShow(string zone, string cron, string after, params string[] expected)
    {
        var schedule = new ScheduleRequest { Cron = cron, TimeZone = zone };

        Assert.Equal(expected.Select(At), ScheduleTimetable.Upcoming(schedule, At(after), expected.Length));
    }

    [Fact]
    public void Rhythm_OverAYear_ComesEveryHourOfRealTime()
    {
        var schedule = new ScheduleRequest { Cron = "7 * * * *", TimeZone = "Europe/Vienna" };

        var times = ScheduleTimetable.Upcoming(schedule, At("2026-01-01T00:00Z"), 365 * 24);

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second - pair.First));
    }

    [Fact]
    public void TimeOfDay_OverAYear_ComesOnEveryDayOnce()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna");
        var schedule = new ScheduleRequest { Cron = "30 2 * * *", TimeZone = zone.Id };

        var days = ScheduleTimetable.Upcoming(schedule, At("2026-01-01T00:00Z"), 365).Select(time => TimeZoneInfo.ConvertTime(time, zone).Date).ToArray();

        Assert.Equal(Enumerable.Range(0, 365).Select(i => days[0].AddDays(i)), days);
    }

    [Fact]
    public void At_IsDueOnce_AndAPausedOneNever()
    {
        var at = At("2026-05-01T12:00Z");
        var schedule = new ScheduleRequest { At = at };

        Assert.Equal([at], ScheduleTimetable.Upcoming(schedule, at.AddTicks(-1), 5));
        Assert.Empty(ScheduleTimetable.Upcoming(schedule, at, 5));
        Assert.Empty(ScheduleTimetable.Upcoming(schedule with { Enabled = false }, at.AddTicks(-1), 5));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
