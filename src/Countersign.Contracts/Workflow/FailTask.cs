namespace Countersign.Contracts.Workflow;

/// <summary>The input of the activity that fails a job after an activity could not be run at all.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Activity">The name of the activity that failed.</param>
public sealed record FailTask(string JobId, string Activity);
