using System.Buffers.Text;
using System.Text;
using Countersign.Server.Metrics;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Metrics;

public sealed class MetricCursorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(MetricCursor.WholeJob)]
    public void Text_IsReadBack(int number)
    {
        var cursor = MetricCursor.Behind(new JobBuilder("job-1").Build().Job, number);

        Assert.Equal(cursor, MetricCursor.Parse(cursor.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("é")]
    public void OtherTexts_AreNone(string text) => Assert.Null(MetricCursor.Parse(text));

    [Theory]
    [InlineData("1 job")]
    [InlineData("1 job 2 3")]
    [InlineData("x job 2")]
    [InlineData("1 -job 2")]
    [InlineData("1 job -2")]
    [InlineData("99999999999999999 job 2")]
    public void OtherContents_AreNone(string content) =>
        Assert.Null(MetricCursor.Parse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))));

    [Fact]
    public void Job_IsPast_WhenTheListHasItBefore()
    {
        var cursor = MetricCursor.Behind(new JobBuilder("b").Second(5).Build().Job, 1);

        Assert.True(cursor.IsPast(new JobBuilder("z").Second(6).Build().Job));
        Assert.True(cursor.IsPast(new JobBuilder("a").Second(5).Build().Job));
        Assert.False(cursor.IsPast(new JobBuilder("b").Second(5).Build().Job));
        Assert.False(cursor.IsPast(new JobBuilder("c").Second(5).Build().Job));
        Assert.False(cursor.IsPast(new JobBuilder("a").Second(4).Build().Job));
    }
}
