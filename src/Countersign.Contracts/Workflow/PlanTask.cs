namespace Countersign.Contracts.Workflow;

/// <summary>The input of the planning activity.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Round">1 for the first plan.</param>
/// <param name="Attempt">Counts retries of the round.</param>
public sealed record PlanTask(string JobId, int Round, int Attempt);
