namespace Countersign.Contracts.Approvals;

/// <summary>One person's answer to a plan.</summary>
public sealed record Vote(string Actor, bool Approved, DateTimeOffset At, string? Feedback);
