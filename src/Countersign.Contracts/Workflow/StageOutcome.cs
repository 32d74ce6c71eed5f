namespace Countersign.Contracts.Workflow;

/// <summary>How an activity ended.</summary>
/// <param name="Verdict">What follows.</param>
/// <param name="RetryAfterSeconds">The wait, with <see cref="StageVerdict.Retry"/> and <see cref="StageVerdict.Queued"/>.</param>
/// <param name="Round">The planner's next round, with <see cref="StageVerdict.Replan"/> only.</param>
/// <param name="ResumeEvent">What to wait for before calling again, with <see cref="StageVerdict.Paused"/> only; never awaited twice.</param>
public sealed record StageOutcome(StageVerdict Verdict, double RetryAfterSeconds = 0, int Round = 0, string? ResumeEvent = null)
{
    /// <summary>
    /// The step that the verdict is on, where the activity went on to later steps of the plan than the one it was called for: those before
    /// it are over. Null where it did not.
    /// </summary>
    public string? StepId { get; init; }

    /// <summary>How planning ended, where an analysis went on to it; null where it did not.</summary>
    public PlanOutcome? Planned { get; init; }
}
