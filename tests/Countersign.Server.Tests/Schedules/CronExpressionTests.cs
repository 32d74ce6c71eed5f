using System.Globalization;
using Countersign.Server.Schedules;
using Xunit;

namespace Countersign.Server.Tests.Schedules;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("* * * * *", "2026-01-31T23:59", "2026-02-01T00:00")]
    [InlineData("30 9 * * *", "2026-01-31T09:30", "2026-02-01T09:30")]
    [InlineData("*/15 8-9 * * *", "2026-01-31T08:46", "2026-01-31T09:00")]
    [InlineData("5-50/20,59 * * * *", "2026-01-31T08:25", "2026-01-31T08:45")]
    [InlineData("5-50/20,59 * * * *", "2026-01-31T08:45", "2026-01-31T08:59")]
    [InlineData("0 0 31 * *", "2026-01-31T00:00", "2026-03-31T00:00")]
    [InlineData("0 0 29 FEB *", "2096-03-01T00:00", "2104-02-29T00:00")]
    [InlineData("0 0 * * mon-fri", "2026-01-30T00:00", "2026-02-02T00:00")]
    [InlineData("0 0 * * 7", "2026-01-30T00:00", "2026-02-01T00:00")]
    [InlineData("0 0 * * 0", "2026-01-30T00:00", "2026-02-01T00:00")]
    [InlineData("0 0 13 * FRI", "2026-01-30T00:00", "2026-02-06T00:00")]
    [InlineData("0 0 13 * FRI", "2026-07-10T00:00", "2026-07-13T00:00")]
    [InlineData("0 0 */10 * MON", "2026-01-01T00:00", "2026-05-11T00:00")]
    [InlineData("@monthly", "2026-01-30T00:00", "2026-02-01T00:00")]
    public void NextLocal_IsTheFirstMinuteThatMatches(string text, string after, string expected) =>
        Assert.Equal(At(expected), CronExpression.Parse(text, out _)!.NextLocal(At(after)));

    [Theory]
    [InlineData("* * * *", "five fields")]
    [InlineData("@reboot", "five fields")]
    [InlineData("60 * * * *", "'60' as minute")]
    [InlineData("* 24 * * *", "'24' as hour")]
    [InlineData("* * 0 * *", "'0' as day of the month")]
    [InlineData("* * * JAN-XYZ *", "'JAN-XYZ' as month")]
    [InlineData("* * * * 5-1", "'5-1' as day of the week")]
    [InlineData("*/0 * * * *", "'*/0' as minute")]
    [InlineData("3/5 * * * *", "'3/5' as minute")]
    [InlineData("-1 * * * *", "'-1' as minute")]
    [InlineData("1,,2 * * * *", "'' as minute")]
    [InlineData("0 0 30 2 *", "no date matches")]
    public void Parse_OfWhatIsNone_SaysWhatWasFound(string text, string expected)
    {
        Assert.Null(CronExpression.Parse(text, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Contains("allowed", problem, StringComparison.Ordinal);
    }

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
