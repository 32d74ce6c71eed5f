using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>How many jobs there are, by kind and status, and how long they took.</summary>
/// <param name="Groups">Each kind and status at most once; one without jobs may be absent.</param>
/// <param name="CountedAt">When that was so.</param>
public sealed record JobCounts(IReadOnlyList<JobGroup> Groups, DateTimeOffset CountedAt)
{
    /// <summary>How many are in this status.</summary>
    public long Of(JobStatus status) => Groups.Where(group => group.Status == status).Sum(group => group.Jobs);
}
