using System.Text.Json.Serialization;
using Countersign.Kinds.DiskInspect.Images.Qcow2;
using Countersign.Kinds.DiskInspect.Images.Raw;
using Countersign.Kinds.DiskInspect.Images.Vhd;
using Countersign.Kinds.DiskInspect.Images.Vhdx;
using Countersign.Kinds.DiskInspect.Images.Vmdk;

namespace Countersign.Kinds.DiskInspect.Images;

/// <summary>What a container says about itself. As JSON, <c>format</c> tells which of the derived records it is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "format")]
[JsonDerivedType(typeof(RawFacts), DiskImageFormats.Raw)]
[JsonDerivedType(typeof(Qcow2Facts), DiskImageFormats.Qcow2)]
[JsonDerivedType(typeof(VmdkFacts), DiskImageFormats.Vmdk)]
[JsonDerivedType(typeof(VhdFacts), DiskImageFormats.Vhd)]
[JsonDerivedType(typeof(VhdxFacts), DiskImageFormats.Vhdx)]
internal abstract record DiskImageFacts
{
    protected DiskImageFacts(string format) => Format = format;

    /// <summary>One of <see cref="DiskImageFormats"/>.</summary>
    [JsonIgnore]
    public string Format { get; }

    /// <summary>Size in bytes of the disk that a machine would see.</summary>
    public required long VirtualSizeBytes { get; init; }

    /// <summary>Logical sector size in bytes; 512 where the format does not say.</summary>
    public int SectorSizeBytes { get; init; } = 512;

    /// <summary>The backing file or parent disk, as the image names it; null when it stands alone. It is never opened.</summary>
    public string? Parent { get; init; }

    /// <summary>False when the image has a parent: what the parent holds reads as zero here.</summary>
    public bool ContentsComplete { get; init; } = true;

    public IReadOnlyList<DiskProblem> Problems { get; init; } = [];
}
