using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>Opens VHDX images ([MS-VHDX] 2.1 to 2.6).</summary>
internal static class VhdxOpener
{
    public static VhdxImage Open(ByteSource file)
    {
        var header = VhdxHeader.ReadCurrent(file, out var headerBroken);
        var log = header.LogId == Guid.Empty ? null : VhdxLog.Read(file, header);
        var source = log is null ? file : new VhdxReplayedSource(file, log);
        var regions = VhdxRegions.Read(source, out var regionsBroken);
        var metadata = VhdxMetadata.Read(source, regions.Metadata);
        return new VhdxImage(source, regions.BlockTable, new VhdxFacts
        {
            VirtualSizeBytes = metadata.VirtualBytes,
            SectorSizeBytes = metadata.SectorBytes,
            PhysicalSectorSizeBytes = metadata.PhysicalSectorBytes,
            BlockSizeBytes = metadata.BlockBytes,
            Id = metadata.DiskId,
            Parent = metadata.HasParent ? metadata.Parent ?? "" : null,
            ContentsComplete = !metadata.HasParent,
            LogReplayed = log is not null,
            Problems = [.. Problems(headerBroken, regionsBroken, log is not null, metadata)],
        });
    }

    private static IEnumerable<DiskProblem> Problems(bool headerBroken, bool regionsBroken, bool replayed, VhdxMetadata metadata)
    {
        if (headerBroken)
            yield return new("vhdx_header_damaged", "One of the two headers has a wrong signature or CRC-32C; the other one is used.");
        if (regionsBroken)
            yield return new(
                "vhdx_region_table_damaged", "One of the two region tables has a wrong signature or CRC-32C; the other one is used.");
        if (replayed)
            yield return new(
                "image_dirty", "The image was not closed cleanly; the writes in its log were applied in memory, the file is as it was.");
        if (metadata.HasParent)
            yield return new(
                "parent_not_read",
                $"The image needs its parent '{metadata.Parent}', which is not opened: sectors that it does not hold read as zero.");
    }
}
