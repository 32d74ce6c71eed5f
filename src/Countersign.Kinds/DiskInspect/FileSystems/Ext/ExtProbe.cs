using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Ext;

/// <summary>ext2, ext3 and ext4 (Linux Documentation/filesystems/ext4/super.rst).</summary>
internal sealed class ExtProbe : IFileSystemProbe
{
    private const int SuperblockAt = 1024;
    private const int SuperblockBytes = 1024;
    private const int ChecksumAt = 0x3FC;
    private const uint HasMetadataChecksum = 0x400;
    private const uint Is64Bit = 0x80;

    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(SuperblockAt, SuperblockBytes) is not { } bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        var blockShift = fields.U32(0x18);
        if (fields.U16(0x38) != 0xEF53 || blockShift > 6)
            return null;

        var incompatible = fields.U32(0x60);
        var readOnlyCompatible = fields.U32(0x64);
        var blocks = fields.U32(0x04) | ((incompatible & Is64Bit) != 0 ? (ulong)fields.U32(0x150) << 32 : 0);
        var blockBytes = 1024UL << (int)blockShift;
        return new FileSystem
        {
            Type = ExtGeneration.NameOf(fields.U32(0x5C), incompatible, readOnlyCompatible),
            Version = $"{fields.U32(0x4C)}.{fields.U16(0x3E)}",
            Label = FixedText.Utf8(bytes.AsSpan(0x78, 16)),
            Uuid = new BigEndianFields(bytes).Guid(0x68).ToString(),
            SizeBytes = BlockCount.ToBytes(blocks, blockBytes),
            BlockSizeBytes = (long)blockBytes,
            Problems = [.. Problems(bytes, (readOnlyCompatible & HasMetadataChecksum) != 0)],
        };
    }

    private static IEnumerable<DiskProblem> Problems(byte[] superblock, bool hasChecksum)
    {
        var stored = new LittleEndianFields(superblock).U32(ChecksumAt);
        // ext4 keeps the CRC-32C register without the final inversion.
        if (hasChecksum && ReflectedCrc32.Castagnoli.Append(uint.MaxValue, superblock.AsSpan(0, ChecksumAt)) is var computed
            && stored != computed)
            yield return new("superblock_checksum", $"CRC-32C of the superblock is 0x{stored:x8}; computed is 0x{computed:x8}.");
        if ((new LittleEndianFields(superblock).U16(0x3A) & 2) != 0)
            yield return new("file_system_errors", "The superblock says that errors were found; the file system wants a check.");
    }
}
