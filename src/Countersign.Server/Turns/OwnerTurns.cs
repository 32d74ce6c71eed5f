using Countersign.Kinds;

namespace Countersign.Server.Turns;

/// <summary>What one user has taken, and what they wait for in each queue.</summary>
internal sealed class OwnerTurns(string name)
{
    private readonly OwnersLine?[] _lines = new OwnersLine?[Enum.GetValues<WorkLane>().Length];

    public string Name => name;

    /// <summary>Slots taken, those of maintenance not counted.</summary>
    public int Running { get; set; }

    /// <summary>Slots taken in any queue.</summary>
    public int Holding { get; set; }

    public bool IsIdle => Holding == 0 && Array.TrueForAll(_lines, static line => line is null || line.Claims.Count == 0);

    public OwnersLine Line(WorkLane queue) => _lines[(int)queue] ??= new OwnersLine(this);
}
