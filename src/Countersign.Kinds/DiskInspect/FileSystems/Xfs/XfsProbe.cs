using System.Numerics;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Xfs;

/// <summary>XFS (XFS Algorithms and Data Structures, 3rd edition, "Superblocks").</summary>
internal sealed class XfsProbe : IFileSystemProbe
{
    private const int MinSectorBytes = 512;
    private const int MaxSectorBytes = 32768;
    private const int ChecksumAt = 224;

    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(0, MinSectorBytes) is not { } bytes)
            return null;
        var fields = new BigEndianFields(bytes);
        var blockBytes = fields.U32(4);
        var sectorBytes = fields.U16(102);
        if (!fields.Has(0, "XFSB"u8) || blockBytes is < 512 or > 65536 || !BitOperations.IsPow2(blockBytes))
            return null;
        if (sectorBytes is < MinSectorBytes or > MaxSectorBytes || !BitOperations.IsPow2((uint)sectorBytes))
            return null;

        var version = fields.U16(100) & 0xF;
        return new FileSystem
        {
            Type = "xfs",
            Version = $"{version}",
            Label = FixedText.Utf8(bytes.AsSpan(108, 12)),
            Uuid = fields.Guid(32).ToString(),
            SizeBytes = BlockCount.ToBytes(fields.U64(8), blockBytes),
            BlockSizeBytes = blockBytes,
            Problems = [.. version == 5 ? ChecksumProblems(volume, sectorBytes) : []],
        };
    }

    private static IEnumerable<DiskProblem> ChecksumProblems(Volume volume, int sectorBytes)
    {
        if (volume.TryRead(0, sectorBytes) is not { } sector)
            yield break;
        // Kept little-endian, unlike everything else in the superblock.
        var stored = new LittleEndianFields(sector).U32(ChecksumAt);
        var computed = ReflectedCrc32.Castagnoli.ComputeWithout(sector, ChecksumAt);
        if (stored != computed)
            yield return new("superblock_checksum", $"CRC-32C of the superblock is 0x{stored:x8}; computed is 0x{computed:x8}.");
    }
}
