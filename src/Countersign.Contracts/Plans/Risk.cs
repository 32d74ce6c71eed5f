namespace Countersign.Contracts.Plans;

/// <summary>What a step can do to the world. On the wire in lower case; ordered by severity.</summary>
public enum Risk
{
    /// <summary>Looks only.</summary>
    Read,

    /// <summary>Changes or adds something that can be undone.</summary>
    Write,

    /// <summary>Removes or overwrites something.</summary>
    Destructive,
}
