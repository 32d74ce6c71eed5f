namespace Countersign.Contracts.Workflow;

/// <summary>The input of the activity that executes one step.</summary>
/// <param name="JobId">The job.</param>
/// <param name="PlanVersion">The approved version.</param>
/// <param name="PlanHash">The approved hash; the activity loads the plan by it and refuses any other.</param>
/// <param name="StepId">The step.</param>
/// <param name="Attempt">Counts repetitions of the step within the run.</param>
/// <param name="Run">The job's attempt; the server refuses work of an attempt that is over.</param>
public sealed record StepTask(string JobId, int PlanVersion, string PlanHash, string StepId, int Attempt, int Run = 1);
