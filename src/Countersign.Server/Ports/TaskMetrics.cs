namespace Countersign.Server.Ports;

/// <summary>Figures of the runs of a task.</summary>
/// <param name="Packs">By job, those of a job in order.</param>
/// <param name="Complete">Whether there are no more jobs than were read.</param>
public sealed record TaskMetrics(IReadOnlyDictionary<string, IReadOnlyList<MetricPack>> Packs, bool Complete);
