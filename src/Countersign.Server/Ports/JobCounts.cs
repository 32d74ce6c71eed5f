using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>How many jobs are in each status.</summary>
/// <param name="ByStatus">Status to its jobs; a status without any may be absent.</param>
/// <param name="CountedAt">When that was so.</param>
public sealed record JobCounts(IReadOnlyDictionary<JobStatus, long> ByStatus, DateTimeOffset CountedAt);
