namespace Countersign.Server.Metrics;

/// <summary>Which figures a list shows; a null part does not filter.</summary>
internal sealed record MetricQuery(string? JobId, string? TaskId, string? Name, int Limit)
{
    /// <summary>Where the page begins; null for the first.</summary>
    public MetricCursor? After { get; init; }
}
