namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>What a VHD footer and header say.</summary>
internal sealed record VhdFacts() : DiskImageFacts(DiskImageFormats.Vhd)
{
    /// <summary><c>fixed</c>, <c>dynamic</c> or <c>differencing</c>.</summary>
    public required string Type { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Four characters that name the program which made the image, for example <c>qemu</c>.</summary>
    public required string? Creator { get; init; }

    /// <summary>Bytes per block; null for a fixed disk.</summary>
    public long? BlockSizeBytes { get; init; }
}
