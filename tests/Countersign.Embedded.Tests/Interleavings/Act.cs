namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>What can happen to a job.</summary>
internal enum Act
{
    Edit,
    Rollback,
    Approve,
    ApproveStale,
    ApproveWithout,
    Reject,
    Replan,
    Cancel,
    Pause,
    Resume,
    Retry,

    /// <summary>Somebody decides by an approval link.</summary>
    Link,

    /// <summary>A rule approves; known once the job has ended.</summary>
    Rule,

    /// <summary>What the plan was made from changes.</summary>
    Drift,

    /// <summary>The job's work begins to fail.</summary>
    Break,
    Forge,
    Wait,
    Crash,
}
