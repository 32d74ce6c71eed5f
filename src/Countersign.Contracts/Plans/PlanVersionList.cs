namespace Countersign.Contracts.Plans;

/// <summary>Every version of a job's plan, the first first.</summary>
public sealed record PlanVersionList(IReadOnlyList<PlanVersion> Items);
