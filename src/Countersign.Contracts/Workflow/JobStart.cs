namespace Countersign.Contracts.Workflow;

/// <summary>The input of the job orchestration.</summary>
public sealed record JobStart(string JobId);
