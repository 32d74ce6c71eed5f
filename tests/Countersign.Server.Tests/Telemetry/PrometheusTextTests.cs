using System.Diagnostics.Metrics;
using Countersign.Server.Telemetry;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Server.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Histogram_AddsItsBucketsUp()
    {
        var family = new MetricFamily(_meter.CreateHistogram<double>("a.b", "s", "Help."), [1, 2.5]);
        family.Add("", 1);
        family.Add("", 2);
        family.Add("", 9);

        Assert.Equal(
            """
            # HELP a_b_seconds Help.
            # TYPE a_b_seconds histogram
            a_b_seconds_bucket{le="1"} 1
            a_b_seconds_bucket{le="2.5"} 2
            a_b_seconds_bucket{le="+Inf"} 3
            a_b_seconds_sum 12
            a_b_seconds_count 3

            """.ReplaceLineEndings("\n"),
            PrometheusText.Write([family]));
    }

    [Fact]
    public void Labels_OfAnyText_StayOneSample()
    {
        var family = new MetricFamily(_meter.CreateCounter<long>("a"), []);
        family.Add(PrometheusText.Labels([new("k", "quote\" slash\\ line\n}")]), 2);
        family.Add(PrometheusText.Labels([new("k", "quote\" slash\\ line\n}")]), 3);

        var text = PrometheusText.Write([family]);

        Assert.Contains("a_total{k=\"quote\\\" slash\\\\ line\\n}\"} 5\n", text, StringComparison.Ordinal);
        Assert.Equal(5, Assert.Single(Exposition.Parse(text).Samples).Value);
    }

    [Fact]
    public void Gauge_ThatIsObserved_HasItsLastValue_AndOneThatIsAddedToItsSum()
    {
        var observed = new MetricFamily(_meter.CreateObservableUpDownCounter("o", () => 1L), []);
        var added = new MetricFamily(_meter.CreateUpDownCounter<long>("u"), []);
        foreach (var family in (MetricFamily[])[observed, added])
        {
            family.Add("", 4);
            family.Add("", -1);
        }

        Assert.Equal(["gauge", "gauge"], [observed.Type, added.Type]);
        Assert.Equal([-1, 3], [observed.Series[""].Value, added.Series[""].Value]);
    }

    [Theory]
    [InlineData("a 1")]
    [InlineData("# TYPE a gauge\nb 1\n")]
    [InlineData("# TYPE a gauge\na 1\na 1\n")]
    [InlineData("# TYPE a counter\na -1\n")]
    [InlineData("# TYPE a gauge\na{k=\"x\"y\"} 1\n")]
    [InlineData("# TYPE a gauge\n# TYPE b gauge\nb 1\n# TYPE a gauge\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    public void Exposition_ThatIsWrong_IsRefused(string text) => Assert.Throws<FormatException>(() => Exposition.Parse(text));
}
