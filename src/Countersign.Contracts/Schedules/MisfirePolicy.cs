namespace Countersign.Contracts.Schedules;

/// <summary>What becomes of runs that were due while no host was up.</summary>
public enum MisfirePolicy
{
    /// <summary>They do not happen.</summary>
    Skip,

    /// <summary>One run stands for all of them.</summary>
    RunOnce,
}
