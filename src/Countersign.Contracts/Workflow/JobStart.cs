namespace Countersign.Contracts.Workflow;

/// <summary>The input of the job orchestration.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Run">The job's attempt; each has an instance of its own.</param>
public sealed record JobStart(string JobId, int Run = 1);
