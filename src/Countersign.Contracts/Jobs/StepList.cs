namespace Countersign.Contracts.Jobs;

/// <summary>The steps of a job in plan order.</summary>
public sealed record StepList(IReadOnlyList<StepState> Items);
