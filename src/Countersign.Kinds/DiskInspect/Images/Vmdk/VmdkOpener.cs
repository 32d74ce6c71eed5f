using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>Opens VMDK disks, whether they start with a sparse header or with the text of a descriptor.</summary>
internal static class VmdkOpener
{
    public static async Task<VmdkImage> OpenAsync(ByteSource source, IExtentFiles files, CancellationToken cancellationToken)
    {
        var magic = new byte[4];
        _ = source.ReadUpTo(0, magic);
        return magic.AsSpan().SequenceEqual("KDMV"u8)
            ? OpenSparse(source)
            : await VmdkDescriptorOpener.OpenAsync(source, files, cancellationToken);
    }

    /// <summary>monolithicSparse and streamOptimized: data and descriptor in one file.</summary>
    private static VmdkImage OpenSparse(ByteSource source)
    {
        var extent = VmdkSparseExtent.Open(source, size: null);
        var descriptor = ReadEmbedded(source, extent.Header);
        var facts = VmdkFactsFor(descriptor, [extent.Facts(null)]);
        return new VmdkImage(
            extent.Header.UncleanShutdown ? facts with { Problems = [.. facts.Problems, Unclean] } : facts,
            [extent]);
    }

    public static VmdkFacts VmdkFactsFor(VmdkDescriptor? descriptor, IReadOnlyList<VmdkExtentFacts> extents) => new()
    {
        VirtualSizeBytes = extents.Sum(extent => extent.SizeBytes),
        CreateType = descriptor?.CreateType,
        ContentId = descriptor?.ContentId,
        Parent = descriptor?.Parent,
        ContentsComplete = descriptor?.Parent is null,
        Extents = extents,
        Problems = descriptor?.Parent is { } parent
            ? [new(
                "parent_not_read", $"The disk is a delta of '{parent}', which is not opened: grains that it does not hold read as zero.")]
            : [],
    };

    private static DiskProblem Unclean { get; } = new("image_dirty", "The image was not closed cleanly; its mapping is read as it stands.");

    private static VmdkDescriptor? ReadEmbedded(ByteSource source, VmdkSparseHeader header)
    {
        if (header.DescriptorOffset == 0 || header.DescriptorBytes == 0)
            return null;
        if (header.DescriptorBytes > VmdkDescriptor.MaxBytes)
            throw DiskImageException.Unsupported(
                "VMDK descriptorSize", $"{header.DescriptorBytes} bytes", $"at most {VmdkDescriptor.MaxBytes} bytes");
        var text = new byte[header.DescriptorBytes];
        source.ReadExactly(header.DescriptorOffset, text, "VMDK descriptor");
        return VmdkDescriptor.Parse(text);
    }
}
