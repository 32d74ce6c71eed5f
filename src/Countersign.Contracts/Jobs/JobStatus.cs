namespace Countersign.Contracts.Jobs;

/// <summary>Where a job stands. On the wire in snake_case.</summary>
public enum JobStatus
{
    /// <summary>Accepted and durable; nothing has run yet.</summary>
    Pending,

    /// <summary>Analysis, planning or execution is under way; <see cref="JobPhase"/> says which.</summary>
    Running,

    /// <summary>A plan is held until somebody decides on it.</summary>
    AwaitingApproval,

    /// <summary>Held by a person; it goes back to where it was paused from.</summary>
    Paused,

    /// <summary>Final: every approved step ran.</summary>
    Completed,

    /// <summary>Final: the job's error says why.</summary>
    Failed,

    /// <summary>Final: somebody cancelled it.</summary>
    Cancelled,

    /// <summary>Final: the plan was rejected.</summary>
    Rejected,

    /// <summary>Final: nobody decided in time.</summary>
    Timeout,
}
