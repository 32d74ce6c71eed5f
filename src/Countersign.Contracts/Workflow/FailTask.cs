namespace Countersign.Contracts.Workflow;

/// <summary>The input of the activity that fails a job after an activity could not be run at all.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Activity">The name of the activity that failed.</param>
/// <param name="Run">The job's attempt; the server refuses work of an attempt that is over.</param>
public sealed record FailTask(string JobId, string Activity, int Run = 1);
