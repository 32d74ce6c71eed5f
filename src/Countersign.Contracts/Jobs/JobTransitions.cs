using System.Collections.Frozen;

namespace Countersign.Contracts.Jobs;

/// <summary>The one table of legal moves. What is not in it is refused as <c>illegal_transition</c>.</summary>
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
        [JobStatus.Failed] = [JobStatus.Running],
        [JobStatus.Cancelled] = [],
        [JobStatus.Rejected] = [],
        [JobStatus.Timeout] = [],
    }.ToFrozenDictionary();

    private static readonly JobAction[] WhileActive = [JobAction.Pause, JobAction.Cancel, JobAction.Rerun];
    private static readonly JobAction[] WhilePaused = [JobAction.Resume, JobAction.Cancel, JobAction.Rerun];
    private static readonly JobAction[] AfterFailure = [JobAction.Retry, JobAction.Rerun, JobAction.Delete];
    private static readonly JobAction[] AfterTheEnd = [JobAction.Rerun, JobAction.Delete];

    /// <summary>The statuses a job may move to from <paramref name="status"/>, by itself or because somebody asks.</summary>
    public static IReadOnlyList<JobStatus> From(JobStatus status) => Table[status];

    /// <summary>Whether the table holds the move.</summary>
    public static bool IsLegal(JobStatus from, JobStatus to) => Table[from].Contains(to);

    /// <summary>What a client may ask of a job in this status.</summary>
    public static IReadOnlyList<JobAction> ActionsIn(JobStatus status) => status switch
    {
        JobStatus.Paused => WhilePaused,
        JobStatus.Failed => AfterFailure,
        _ => status.IsFinal() ? AfterTheEnd : WhileActive,
    };

    /// <summary>Whether a client may ask that of a job in this status.</summary>
    public static bool IsLegal(JobStatus status, JobAction action) => ActionsIn(status).Contains(action);

    /// <summary>Whether a job in this status will never move again by itself.</summary>
    public static bool IsFinal(this JobStatus status) =>
        status is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled or JobStatus.Rejected or JobStatus.Timeout;
}
