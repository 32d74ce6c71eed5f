namespace Countersign.Server.Turns;

/// <summary>One user's claims in one queue.</summary>
internal sealed class OwnersLine(OwnerTurns owner)
{
    /// <summary>Whoever was served longest ago first.</summary>
    public static IComparer<OwnersLine> InOrder { get; } = Comparer<OwnersLine>.Create(static (x, y) =>
        x.LastServed != y.LastServed ? x.LastServed.CompareTo(y.LastServed) : string.CompareOrdinal(x.Owner.Name, y.Owner.Name));

    public OwnerTurns Owner => owner;

    /// <summary>The number of the turn that the user had last in this queue; 0 for none. Changed only outside the queue.</summary>
    public long LastServed { get; set; }

    public SortedSet<Claim> Claims { get; } = new(Claim.InOrder);
}
