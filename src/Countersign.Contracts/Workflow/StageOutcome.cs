namespace Countersign.Contracts.Workflow;

/// <summary>How an activity ended.</summary>
/// <param name="Verdict">What follows.</param>
/// <param name="RetryAfterSeconds">The wait, with <see cref="StageVerdict.Retry"/> only.</param>
/// <param name="Round">The planner's next round, with <see cref="StageVerdict.Replan"/> only.</param>
/// <param name="ResumeEvent">What to wait for before calling again, with <see cref="StageVerdict.Paused"/> only; never awaited twice.</param>
public sealed record StageOutcome(StageVerdict Verdict, double RetryAfterSeconds = 0, int Round = 0, string? ResumeEvent = null);
