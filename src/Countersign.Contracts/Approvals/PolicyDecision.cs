namespace Countersign.Contracts.Approvals;

/// <summary>What the configured rules say of a plan. On the wire in lower case.</summary>
public enum PolicyDecision
{
    /// <summary>A person has to decide.</summary>
    Hold,

    /// <summary>A rule approves.</summary>
    Approve,
}
