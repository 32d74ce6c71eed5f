namespace Countersign.Contracts.Approvals;

/// <summary>The gate of a job: its rules, its votes, its decision.</summary>
public sealed record ApprovalState
{
    public ApprovalMode Mode { get; init; }

    /// <summary>Votes in favour that are needed.</summary>
    public int Required { get; init; } = 1;

    public IReadOnlyList<Vote> Votes { get; init; } = [];

    public IReadOnlyList<string> Approvers { get; init; } = [];

    public bool AllowSelf { get; init; } = true;

    public TimeoutAction OnTimeout { get; init; }

    /// <summary>Seconds from the plan, or with an escalation chain from its last link, until the gate closes.</summary>
    public double TimeoutSeconds { get; init; }

    /// <summary>Who is asked as well when nobody decides, in order.</summary>
    public IReadOnlyList<EscalationLink> Escalation { get => field ?? []; init; }

    /// <summary>Who of the chain has been asked so far, and may decide.</summary>
    public IReadOnlyList<string> EscalatedTo { get => field ?? []; init; }

    /// <summary>When the gate closes; null while there is none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The decision on the current plan version; null while there is none.</summary>
    public Decision? Decision { get; init; }
}
