using Countersign.Contracts.Metrics;
using Xunit;

namespace Countersign.Contracts.Tests.Metrics;

public sealed class MetricIdsTests
{
    [Fact]
    public void Id_IsReadBack()
    {
        Assert.True(MetricIds.TryParse(MetricIds.Of("a.b-c_1", 12), out var jobId, out var number));
        Assert.Equal(("a.b-c_1", 12), (jobId, number));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("job")]
    [InlineData("~1")]
    [InlineData("job~")]
    [InlineData("job~0")]
    [InlineData("job~01")]
    [InlineData("job~-1")]
    [InlineData("job~99999999999")]
    [InlineData("a~b~1")]
    [InlineData("-job~1")]
    public void OtherTexts_AreNone(string? text) => Assert.False(MetricIds.TryParse(text, out _, out _));
}
