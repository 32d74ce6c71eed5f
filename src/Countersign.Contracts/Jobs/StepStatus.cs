namespace Countersign.Contracts.Jobs;

/// <summary>Where a step of an approved plan stands. On the wire in snake_case.</summary>
public enum StepStatus
{
    Pending,
    Running,
    Completed,
    Failed,
    Skipped,
}
