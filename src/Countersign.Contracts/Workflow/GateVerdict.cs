namespace Countersign.Contracts.Workflow;

/// <summary>What the stored decision says.</summary>
public enum GateVerdict
{
    /// <summary>The plan was approved.</summary>
    Approved,

    /// <summary>No decision is stored: the plan was edited, somebody else is asked, or the wake-up meant nothing. Wait at the gate that comes with the verdict.</summary>
    Undecided,

    /// <summary>The plan was rejected and another is wanted; plan again, in the round that comes with the verdict.</summary>
    Replan,

    /// <summary>The job has reached a final status; end.</summary>
    Stopped,
}
