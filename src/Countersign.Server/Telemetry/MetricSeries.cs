namespace Countersign.Server.Telemetry;

/// <summary>What one set of labels has measured.</summary>
/// <param name="buckets">How many ranges a histogram has.</param>
internal sealed class MetricSeries(int buckets)
{
    /// <summary>A histogram's counts by range, not added up.</summary>
    public long[] Buckets { get; } = new long[buckets];

    /// <summary>The value; a histogram's sum.</summary>
    public double Value { get; set; }
}
