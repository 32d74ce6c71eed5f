namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>What a qcow2 header says.</summary>
internal sealed record Qcow2Facts() : DiskImageFacts(DiskImageFormats.Qcow2)
{
    /// <summary>2 (<c>compat=0.10</c>) or 3 (<c>compat=1.1</c>).</summary>
    public required uint Version { get; init; }

    public required long ClusterSizeBytes { get; init; }

    public required int RefcountBits { get; init; }

    public required bool LazyRefcounts { get; init; }

    public required bool ExtendedL2 { get; init; }

    /// <summary>Number of internal snapshots; the active state is what is read.</summary>
    public required uint Snapshots { get; init; }
}
