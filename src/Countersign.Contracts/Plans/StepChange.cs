namespace Countersign.Contracts.Plans;

/// <summary>What happened to a step from one plan version to another. On the wire in snake_case.</summary>
public enum StepChange
{
    Unchanged,
    Added,
    Removed,
    Changed,

    /// <summary>The same step, at another place among those that both versions have.</summary>
    Moved,
}
