namespace Countersign.Contracts.Workflow;

/// <summary>How an activity ended.</summary>
/// <param name="Verdict">What follows.</param>
/// <param name="RetryAfterSeconds">The wait, with <see cref="StageVerdict.Retry"/> only.</param>
public sealed record StageOutcome(StageVerdict Verdict, double RetryAfterSeconds = 0);
