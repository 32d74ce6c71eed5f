namespace Countersign.Contracts.Workflow;

/// <summary>The input of the activity that completes a job whose steps all ran.</summary>
/// <param name="JobId">The job.</param>
/// <param name="PlanVersion">The version that was executed.</param>
/// <param name="PlanHash">Its hash.</param>
/// <param name="Run">The job's attempt; the server refuses work of an attempt that is over.</param>
public sealed record FinishTask(string JobId, int PlanVersion, string PlanHash, int Run = 1);
