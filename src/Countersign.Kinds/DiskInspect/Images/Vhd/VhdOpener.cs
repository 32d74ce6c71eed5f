using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>Opens fixed, dynamic and differencing VHD images.</summary>
internal static class VhdOpener
{
    public static DiskImage Open(ByteSource source)
    {
        var atEnd = VhdFooter.TryRead(source, source.Length - VhdFooter.Bytes);
        // Dynamic disks keep a copy in their first sector, for the case that the footer is lost ("Dynamic Hard Disk Image").
        var footer = atEnd ?? VhdFooter.TryRead(source, 0)
            ?? throw DiskImageException.Corrupt(
                "VHD footer", "missing or has a wrong checksum", "an intact footer at the end of the file or a copy at its start");
        IReadOnlyList<DiskProblem> problems = atEnd is null
            ? [new(
                "vhd_footer_damaged",
                "The footer at the end of the file is missing or has a wrong checksum; the copy at its start is used.")]
            : [];
        return footer.Type switch
        {
            VhdDiskType.Fixed => OpenFixed(source, footer, problems),
            VhdDiskType.Dynamic or VhdDiskType.Differencing => OpenDynamic(source, footer, problems),
            _ => throw DiskImageException.Unsupported("VHD disk type", (uint)footer.Type, "2 (fixed), 3 (dynamic) or 4 (differencing)"),
        };
    }

    private static VhdFixedImage OpenFixed(ByteSource source, VhdFooter footer, IReadOnlyList<DiskProblem> problems)
    {
        if (footer.CurrentSize > source.Length - VhdFooter.Bytes)
            throw DiskImageException.Truncated("VHD fixed disk data", 0, footer.CurrentSize, source.Length - VhdFooter.Bytes);
        return new VhdFixedImage(source, Facts(footer, "fixed", problems));
    }

    private static VhdDynamicImage OpenDynamic(ByteSource source, VhdFooter footer, IReadOnlyList<DiskProblem> problems)
    {
        var header = VhdDynamicHeader.Read(source, footer);
        if (footer.Type == VhdDiskType.Dynamic)
            return new VhdDynamicImage(source, header, Facts(footer, "dynamic", problems) with { BlockSizeBytes = header.BlockBytes });
        var parent = header.ParentName ?? "";
        var notRead = new DiskProblem(
            "parent_not_read", $"The image needs its parent '{parent}', which is not opened: sectors that it does not hold read as zero.");
        return new VhdDynamicImage(source, header, Facts(footer, "differencing", [.. problems, notRead]) with
        {
            BlockSizeBytes = header.BlockBytes,
            Parent = parent,
            ContentsComplete = false,
        });
    }

    private static VhdFacts Facts(VhdFooter footer, string type, IReadOnlyList<DiskProblem> problems) => new()
    {
        VirtualSizeBytes = footer.CurrentSize,
        Type = type,
        Id = footer.Id,
        Creator = footer.Creator,
        Problems = problems,
    };
}
