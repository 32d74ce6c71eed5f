namespace Countersign.Contracts.Statistics;

/// <summary>How busy the service is.</summary>
/// <param name="Version">The product's version.</param>
/// <param name="Timestamp">When this was read.</param>
/// <param name="UptimeSeconds">Since the process started.</param>
/// <param name="Process">Of the process that answers.</param>
/// <param name="Disk">Null where it cannot be read.</param>
/// <param name="Jobs">All jobs of the installation.</param>
/// <param name="Queues">Queue of work to its slots and the jobs that wait for one.</param>
/// <param name="Subscribers">Transport to its subscribers, of the process that answers.</param>
/// <param name="Success">Always true: part of an older shape, as the two after it are.</param>
/// <param name="Message">A word for people.</param>
/// <param name="Stats">The figures under their older names.</param>
public sealed record ServiceStatistics(
    string Version,
    DateTimeOffset Timestamp,
    double UptimeSeconds,
    ProcessStatistics Process,
    DiskStatistics? Disk,
    JobStatistics Jobs,
    IReadOnlyDictionary<string, QueueStatistics> Queues,
    IReadOnlyDictionary<string, TransportStatistics> Subscribers,
    bool Success,
    string Message,
    OlderStatistics Stats);
