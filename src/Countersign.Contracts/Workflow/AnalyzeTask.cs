namespace Countersign.Contracts.Workflow;

/// <summary>The input of the analysis activity.</summary>
public sealed record AnalyzeTask(string JobId, int Attempt);
