using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Fat;

/// <summary>exFAT (Microsoft exFAT file system specification, section 3.1, "Main Boot Sector").</summary>
internal sealed class ExfatProbe : IFileSystemProbe
{
    private const int EntryBytes = 32;
    private const int MaxRootBytes = 64 * 1024;
    private const byte VolumeLabelEntry = 0x83;

    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(0, 512) is not { } bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        int sectorShift = fields.U8(108);
        int clusterShift = fields.U8(109);
        if (!fields.Has(3, "EXFAT   "u8) || sectorShift is < 9 or > 12 || clusterShift > 25 - sectorShift)
            return null;

        var rootCluster = fields.U32(96);
        var rootOffset = ((long)fields.U32(88) << sectorShift) + ((rootCluster - 2L) << (sectorShift + clusterShift));
        return new FileSystem
        {
            Type = "exfat",
            Version = $"{fields.U8(105)}.{fields.U8(104)}",
            Label = Label(volume, rootOffset, 1 << (sectorShift + clusterShift)),
            Uuid = FatProbe.Serial(fields.U32(100)),
            SizeBytes = BlockCount.ToBytes(fields.U64(72), 1UL << sectorShift),
            BlockSizeBytes = 1L << (sectorShift + clusterShift),
        };
    }

    /// <summary>Section 7.3, "Volume Label Directory Entry"; it stands in the first cluster of the root directory.</summary>
    private static string? Label(Volume volume, long rootOffset, int clusterBytes)
    {
        var length = (int)Math.Min(Math.Min(clusterBytes, MaxRootBytes), Math.Max(0, volume.Length - rootOffset));
        if (volume.TryRead(rootOffset, length) is not { } root)
            return null;
        for (var at = 0; at + EntryBytes <= root.Length && root[at] != 0; at += EntryBytes)
        {
            if (root[at] == VolumeLabelEntry)
                return FixedText.Utf16(root.AsSpan(at + 2, Math.Min((int)root[at + 1], 11) * 2));
        }

        return null;
    }
}
