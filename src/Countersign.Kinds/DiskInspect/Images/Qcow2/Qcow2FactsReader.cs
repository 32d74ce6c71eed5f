using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>Turns a checked header into the facts that are reported.</summary>
internal static class Qcow2FactsReader
{
    public static Qcow2Facts Read(ByteSource source, Qcow2Header header)
    {
        var backing = ReadBackingName(source, header);
        return new Qcow2Facts
        {
            VirtualSizeBytes = header.VirtualSize,
            Parent = backing,
            ContentsComplete = backing is null,
            Version = header.Version,
            ClusterSizeBytes = header.ClusterSize,
            RefcountBits = header.RefcountBits,
            LazyRefcounts = header.LazyRefcounts,
            ExtendedL2 = header.ExtendedL2,
            Snapshots = header.Snapshots,
            Problems = [.. Problems(header, backing)],
        };
    }

    private static string? ReadBackingName(ByteSource source, Qcow2Header header)
    {
        if (header.BackingNameOffset == 0)
            return null;
        var name = new byte[header.BackingNameBytes];
        source.ReadExactly(header.BackingNameOffset, name, "qcow2 backing file name");
        return FixedText.Utf8(name) ?? "";
    }

    private static IEnumerable<DiskProblem> Problems(Qcow2Header header, string? backing)
    {
        if (header.Features.HasFlag(Qcow2Features.Dirty))
            yield return new(
                "image_dirty", "The image was not closed cleanly; its reference counts may be wrong, its mapping is read as it stands.");
        if (header.Features.HasFlag(Qcow2Features.Corrupt))
            yield return new("image_marked_corrupt", "A writer marked the image as corrupt; its mapping is read as it stands.");
        if (backing is not null)
            yield return new(
                "parent_not_read",
                $"The image needs its backing file '{backing}', which is not opened: clusters that it does not hold read as zero.");
    }
}
