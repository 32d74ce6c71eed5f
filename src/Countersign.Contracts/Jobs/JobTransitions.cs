using System.Collections.Frozen;

namespace Countersign.Contracts.Jobs;

/// <summary>The one table of legal moves between statuses. What is not in it is refused as <c>illegal_transition</c>.</summary>
public static class JobTransitions
{
    private static readonly FrozenDictionary<JobStatus, JobStatus[]> Table = new Dictionary<JobStatus, JobStatus[]>
    {
        [JobStatus.Pending] = [JobStatus.Running, JobStatus.Paused, JobStatus.Failed, JobStatus.Cancelled],
        [JobStatus.Running] =
        [
            JobStatus.AwaitingApproval, JobStatus.Paused, JobStatus.Completed, JobStatus.Failed, JobStatus.Cancelled, JobStatus.Rejected,
        ],
        [JobStatus.AwaitingApproval] =
        [
            JobStatus.Running, JobStatus.Paused, JobStatus.Failed, JobStatus.Cancelled, JobStatus.Rejected, JobStatus.Timeout,
        ],
        [JobStatus.Paused] = [JobStatus.Pending, JobStatus.Running, JobStatus.AwaitingApproval, JobStatus.Failed, JobStatus.Cancelled],
        [JobStatus.Completed] = [],
        [JobStatus.Failed] = [],
        [JobStatus.Cancelled] = [],
        [JobStatus.Rejected] = [],
        [JobStatus.Timeout] = [],
    }.ToFrozenDictionary();

    /// <summary>The statuses a job may move to from <paramref name="status"/>; none from a final one.</summary>
    public static IReadOnlyList<JobStatus> From(JobStatus status) => Table[status];

    /// <summary>Whether the table holds the move.</summary>
    public static bool IsLegal(JobStatus from, JobStatus to) => Table[from].Contains(to);

    /// <summary>Whether a job in this status will never move again by itself.</summary>
    public static bool IsFinal(this JobStatus status) => Table[status].Length == 0;
}
