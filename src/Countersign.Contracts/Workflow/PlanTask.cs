namespace Countersign.Contracts.Workflow;

/// <summary>The input of the planning activity.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Round">1 for the first plan.</param>
/// <param name="Attempt">Counts retries of the round.</param>
/// <param name="Run">The job's attempt; the server refuses work of an attempt that is over.</param>
public sealed record PlanTask(string JobId, int Round, int Attempt, int Run = 1);
