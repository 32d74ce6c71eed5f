using Countersign.Kinds;

namespace Countersign.Server.Turns;

/// <summary>One queue: its slots, and the users who wait.</summary>
internal sealed class Lane(WorkLane queue, int slots)
{
    public WorkLane Queue => queue;

    public int Slots => slots;

    public int Running { get; set; }

    public int Waiting { get; set; }

    /// <summary>Users with claims, whoever was served longest ago first.</summary>
    public SortedSet<OwnersLine> Owners { get; } = new(OwnersLine.InOrder);
}
