namespace Countersign.Testing.Kinds;

/// <summary>One run of one step.</summary>
/// <param name="JobId">The job.</param>
/// <param name="PlanVersion">The plan version that the step was executed from.</param>
/// <param name="PlanHash">Its hash.</param>
/// <param name="StepId">The step.</param>
public sealed record RecordedStep(string JobId, int PlanVersion, string PlanHash, string StepId);
