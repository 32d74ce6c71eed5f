namespace Countersign.Contracts.Metrics;

/// <summary>One series in short.</summary>
public sealed record MetricSummary
{
    /// <summary>The name that the figures share.</summary>
    public required string Name { get; init; }

    /// <summary>How many figures there are; at least 1.</summary>
    public required long Count { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public required double Avg { get; init; }

    /// <summary>The figure that was taken last.</summary>
    public required double Last { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Where the series goes; null for a single figure.</summary>
    public MetricTrend? Trend { get; init; }
}
