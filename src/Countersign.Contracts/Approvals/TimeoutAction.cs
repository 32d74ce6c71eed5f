namespace Countersign.Contracts.Approvals;

/// <summary>What an undecided plan's deadline does. Never approval. On the wire in lower case.</summary>
public enum TimeoutAction
{
    /// <summary>The job ends as <c>timeout</c>. The default.</summary>
    Fail,

    /// <summary>The job ends as <c>cancelled</c>.</summary>
    Cancel,

    /// <summary>The escalation chain is asked first; after its last link the job ends as <c>timeout</c>.</summary>
    Escalate,
}
