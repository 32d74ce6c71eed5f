namespace Countersign.Contracts.Approvals;

/// <summary>How the submitter wants the plan approved. A null part takes its default.</summary>
public sealed record ApprovalRequest
{
    public ApprovalMode? Mode { get; init; }

    /// <summary>
    /// Seconds from the plan, or with an escalation chain from its last link, until the gate closes; 1 to 31,536,000. Default 300.
    /// </summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>Votes in favour that are needed, 1 to 20. Default 1.</summary>
    public int? Required { get; init; }

    /// <summary><c>user:NAME</c> or <c>role:NAME</c>; without entries the owner, any approver and any admin.</summary>
    public IReadOnlyList<string>? Approvers { get; init; }

    /// <summary>Whether the owner may decide. Default true.</summary>
    public bool? AllowSelf { get; init; }

    public TimeoutAction? OnTimeout { get; init; }

    /// <summary>Who is asked as well, and when; with <c>on_timeout: escalate</c> only, which needs 1 to 10 of them.</summary>
    public IReadOnlyList<EscalationLink>? Escalation { get; init; }
}
