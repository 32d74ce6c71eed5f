namespace Countersign.Contracts.Workflow;

/// <summary>A plan version as an orchestration holds it: enough to name it, not enough to run it.</summary>
public sealed record PlanReference(int Version, string Hash, IReadOnlyList<string> StepIds);
