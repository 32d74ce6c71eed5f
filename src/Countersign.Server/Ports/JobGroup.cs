using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>The jobs of one kind in one status.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Status">Their status.</param>
/// <param name="Jobs">How many there are.</param>
/// <param name="Durations">How long those took that began and have ended.</param>
public sealed record JobGroup(string Kind, JobStatus Status, long Jobs, DurationCounts Durations);
