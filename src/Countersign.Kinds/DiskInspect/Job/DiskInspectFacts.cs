namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>What the analysis found; the plan is made from it.</summary>
internal sealed record DiskInspectFacts
{
    /// <summary>Content name of the container file.</summary>
    public required string File { get; init; }

    /// <summary>One of <see cref="Images.DiskImageFormats"/>, told from the magic.</summary>
    public required string Format { get; init; }

    public required long SizeBytes { get; init; }

    public required string Sha256 { get; init; }

    public required long VirtualSizeBytes { get; init; }

    /// <summary>Numbers of the partitions on the disk; null in analyses from before they were recorded.</summary>
    public IReadOnlyList<int>? Partitions { get; init; }

    /// <summary>Action of each planned step to what it reads.</summary>
    public required IReadOnlyDictionary<string, StepReads> Reads { get; init; }
}
