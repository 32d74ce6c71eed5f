using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Fat;

/// <summary>FAT12, FAT16 and FAT32 (Microsoft FAT32 File System Specification 1.03).</summary>
internal sealed class FatProbe : IFileSystemProbe
{
    private const int EntryBytes = 32;
    private const int MaxRootBytes = 64 * 1024;
    private const byte VolumeLabel = 0x08;
    private const byte LongName = 0x0F;
    private const byte Deleted = 0xE5;

    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(0, 512) is not { } bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        // NTFS and exFAT boot sectors share the layout up to here and have a magic of their own.
        if (fields.Has(3, "NTFS    "u8) || fields.Has(3, "EXFAT   "u8) || FatGeometry.TryRead(fields) is not { } geometry)
            return null;

        var extended = geometry.Bits == 32 ? 64 : 36;
        // 0x28 announces the serial number alone, 0x29 serial number, label and type.
        var hasSerial = fields.U8(extended + 2) is 0x28 or 0x29;
        var bootLabel = fields.U8(extended + 2) == 0x29 ? FixedText.Latin1(bytes.AsSpan(extended + 7, 11)) : null;
        return new FileSystem
        {
            Type = "vfat",
            Version = $"FAT{geometry.Bits}",
            Label = RootLabel(volume, geometry) ?? (bootLabel == "NO NAME" ? null : bootLabel),
            Uuid = hasSerial ? Serial(fields.U32(extended + 3)) : null,
            SizeBytes = BlockCount.ToBytes(geometry.Sectors, (ulong)geometry.SectorBytes),
            BlockSizeBytes = geometry.ClusterBytes,
        };
    }

    public static string Serial(uint value) => $"{value >> 16:X4}-{value & 0xFFFF:X4}";

    /// <summary>The label proper is a directory entry; tools that rename a volume may leave the boot sector's copy behind.</summary>
    private static string? RootLabel(Volume volume, FatGeometry geometry)
    {
        var length = (int)Math.Min(Math.Min(geometry.RootBytes, MaxRootBytes), Math.Max(0, volume.Length - geometry.RootOffset));
        if (volume.TryRead(geometry.RootOffset, length) is not { } root)
            return null;
        for (var at = 0; at + EntryBytes <= root.Length && root[at] != 0; at += EntryBytes)
        {
            var attributes = root[at + 11];
            if (root[at] != Deleted && (attributes & 0x3F) != LongName && (attributes & 0x18) == VolumeLabel)
                return FixedText.Latin1(root.AsSpan(at, 11));
        }

        return null;
    }
}
