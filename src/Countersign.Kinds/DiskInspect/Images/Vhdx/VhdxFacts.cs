namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>What the VHDX metadata says.</summary>
internal sealed record VhdxFacts() : DiskImageFacts(DiskImageFormats.Vhdx)
{
    public required Guid Id { get; init; }

    public required long BlockSizeBytes { get; init; }

    public required int PhysicalSectorSizeBytes { get; init; }

    /// <summary>True when writes were found in the log that had not reached their place; they were applied in memory only.</summary>
    public required bool LogReplayed { get; init; }
}
