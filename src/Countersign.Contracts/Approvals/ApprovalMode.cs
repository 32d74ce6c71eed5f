namespace Countersign.Contracts.Approvals;

/// <summary>Whether a plan is held. On the wire in lower case.</summary>
public enum ApprovalMode
{
    /// <summary>Always held until somebody decides. The default.</summary>
    Required,

    /// <summary>The configured rules decide whether it is held.</summary>
    Policy,

    /// <summary>Not held when every step only reads; held all the same when one does more.</summary>
    None,
}
