namespace Countersign.Contracts.Metrics;

/// <summary>A page of figures: the newest job's first, those of one job in the order in which they were taken.</summary>
/// <param name="Items">May be fewer than were asked for, or none, while there are more.</param>
/// <param name="NextCursor">Continues behind the last item; null when there is no more.</param>
public sealed record MetricList(IReadOnlyList<Metric> Items, string? NextCursor);
