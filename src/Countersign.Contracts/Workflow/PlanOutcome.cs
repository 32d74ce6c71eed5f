namespace Countersign.Contracts.Workflow;

/// <summary>How planning ended.</summary>
/// <param name="Verdict">What follows.</param>
/// <param name="RetryAfterSeconds">The wait, with <see cref="StageVerdict.Retry"/> only.</param>
/// <param name="Plan">The plan, with <see cref="StageVerdict.Proceed"/> only.</param>
/// <param name="Gate">What to wait for before the plan may run; null when it needs no decision.</param>
/// <param name="ResumeEvent">What to wait for before calling again, with <see cref="StageVerdict.Paused"/> only; never awaited twice.</param>
public sealed record PlanOutcome(
    StageVerdict Verdict, double RetryAfterSeconds = 0, PlanReference? Plan = null, Gate? Gate = null, string? ResumeEvent = null);
