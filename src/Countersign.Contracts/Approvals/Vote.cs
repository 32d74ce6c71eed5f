namespace Countersign.Contracts.Approvals;

/// <summary>One person's answer to a plan.</summary>
public sealed record Vote(string Actor, bool Approved, DateTimeOffset At, string? Feedback)
{
    /// <summary>Ids of steps to leave out, in plan order.</summary>
    public IReadOnlyList<string> Exclude { get => field ?? []; init; }

    /// <summary>How the answer came where the actor did not send it signed in; see <see cref="Decision.Via"/>.</summary>
    public string? Via { get; init; }
}
