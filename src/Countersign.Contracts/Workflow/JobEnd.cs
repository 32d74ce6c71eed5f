namespace Countersign.Contracts.Workflow;

/// <summary>The output of the job orchestration; the job itself stands in the store.</summary>
public sealed record JobEnd(string JobId);
