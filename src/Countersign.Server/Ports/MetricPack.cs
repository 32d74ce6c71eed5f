namespace Countersign.Server.Ports;

/// <summary>The figures that one change added to a job; what stores keep in one row.</summary>
/// <param name="First">The number of the first; the others follow.</param>
/// <param name="At">When they were taken.</param>
/// <param name="Items">At least one.</param>
public sealed record MetricPack(int First, DateTimeOffset At, IReadOnlyList<StoredMetric> Items)
{
    /// <summary>The pack of a change that adds figures.</summary>
    /// <exception cref="ArgumentException">It adds none.</exception>
    public static MetricPack Of(JobChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Metrics.Count > 0
            ? new MetricPack(change.Record.MetricCount - change.Metrics.Count + 1, change.Record.UpdatedAt, change.Metrics)
            : throw new ArgumentException("The change adds no figures.", nameof(change));
    }
}
