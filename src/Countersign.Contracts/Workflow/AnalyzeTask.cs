namespace Countersign.Contracts.Workflow;

/// <summary>The input of the analysis activity.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Attempt">Counts repetitions within the run.</param>
/// <param name="Run">The job's attempt; the server refuses work of an attempt that is over.</param>
public sealed record AnalyzeTask(string JobId, int Attempt, int Run = 1);
