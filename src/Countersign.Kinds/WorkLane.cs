namespace Countersign.Kinds;

/// <summary>Where a kind's work waits when all slots are taken. Each queue moves on by itself.</summary>
public enum WorkLane
{
    /// <summary>Looks at things and is soon done.</summary>
    Analysis,

    /// <summary>Makes or changes things and may take long; never takes the slots that are kept for analyses.</summary>
    Builds,

    /// <summary>The upkeep of the installation and of storage; has slots of its own.</summary>
    Maintenance,
}
