using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Btrfs;

/// <summary>btrfs (btrfs documentation, "On-disk Format", Superblock).</summary>
internal sealed class BtrfsProbe : IFileSystemProbe
{
    private const int SuperblockAt = 64 * 1024;
    private const int SuperblockBytes = 4096;
    private const int ChecksumBytes = 32;
    private const int Crc32C = 0;

    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(SuperblockAt, SuperblockBytes) is not { } bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        if (!fields.Has(64, "_BHRfS_M"u8) || fields.U64(48) != SuperblockAt)
            return null;
        return new FileSystem
        {
            Type = "btrfs",
            Label = FixedText.Utf8(bytes.AsSpan(299, 256)),
            Uuid = new BigEndianFields(bytes).Guid(32).ToString(),
            // The device's own share; the file system may span several.
            SizeBytes = BlockCount.ToBytes(fields.U64(209), 1),
            BlockSizeBytes = fields.U32(144),
            Problems = Problems(bytes),
        };
    }

    private static List<DiskProblem> Problems(byte[] superblock)
    {
        var fields = new LittleEndianFields(superblock);
        var problems = new List<DiskProblem>();
        if (fields.U64(136) is var devices and not 1)
            problems.Add(new("several_devices", $"The file system spans {devices} devices; this is one of them."));
        var computed = ReflectedCrc32.Castagnoli.Compute(superblock.AsSpan(ChecksumBytes));
        if (fields.U16(196) == Crc32C && fields.U32(0) != computed)
            problems.Add(new("superblock_checksum", $"CRC-32C of the superblock is 0x{fields.U32(0):x8}; computed is 0x{computed:x8}."));
        return problems;
    }
}
