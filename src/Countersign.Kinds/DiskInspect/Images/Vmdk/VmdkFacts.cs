namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>What a VMDK header and descriptor say.</summary>
internal sealed record VmdkFacts() : DiskImageFacts(DiskImageFormats.Vmdk)
{
    /// <summary>The descriptor's createType, for example <c>monolithicSparse</c>; null when the image has no descriptor.</summary>
    public string? CreateType { get; init; }

    /// <summary>The content id (CID): 8 hex digits that change with the contents; null when the image has no descriptor.</summary>
    public string? ContentId { get; init; }

    public required IReadOnlyList<VmdkExtentFacts> Extents { get; init; }
}
