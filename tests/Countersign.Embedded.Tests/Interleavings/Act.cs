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
    Forge,
    Wait,
    Crash,
}
