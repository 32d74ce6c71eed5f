namespace Countersign.Contracts.Workflow;

/// <summary>The input of the activity that completes a job whose steps all ran.</summary>
public sealed record FinishTask(string JobId, int PlanVersion, string PlanHash);
