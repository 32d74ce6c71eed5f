namespace Countersign.Contracts.Schedules;

/// <summary>What a run that is due does while the one before has not ended.</summary>
public enum OverlapPolicy
{
    /// <summary>It starts all the same.</summary>
    Allow,

    /// <summary>It does not happen.</summary>
    Skip,
}
