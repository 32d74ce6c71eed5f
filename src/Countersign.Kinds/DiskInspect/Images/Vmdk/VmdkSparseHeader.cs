using System.Numerics;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>The checked header of a hosted sparse extent (VMware Virtual Disk Format 1.1, "Hosted Sparse Extent Header").</summary>
internal sealed record VmdkSparseHeader
{
    public const int SectorBytes = 512;

    private const ulong DirectoryAtEnd = ulong.MaxValue;
    private const long MaxSectors = long.MaxValue / SectorBytes;
    private const long MaxCompressedGrainSectors = 4096;
    private const uint CompressedGrains = 1 << 16;
    private const uint ZeroGrainEntries = 1 << 2;

    public required long Sectors { get; init; }
    public required long GrainSectors { get; init; }
    public required uint EntriesPerTable { get; init; }
    public required long DirectoryOffset { get; init; }
    public required long DescriptorOffset { get; init; }
    public required long DescriptorBytes { get; init; }
    public required bool Compressed { get; init; }
    public required bool HasZeroEntries { get; init; }
    public required bool UncleanShutdown { get; init; }

    public long GrainBytes => GrainSectors * SectorBytes;

    /// <summary>Reads the header at the start of the file and, when that one says so, the footer that replaces it.</summary>
    public static VmdkSparseHeader Read(ByteSource source)
    {
        var bytes = new byte[SectorBytes];
        source.ReadExactly(0, bytes, "VMDK sparse header");
        if (new LittleEndianFields(bytes).U64(56) == DirectoryAtEnd)
        {
            // "Stream-Optimized Compressed Sparse Extents": the footer is the last sector but the end-of-stream marker.
            source.ReadExactly(source.Length - 2 * SectorBytes, bytes, "VMDK footer");
            if (!bytes.AsSpan(0, 4).SequenceEqual("KDMV"u8))
                throw DiskImageException.Corrupt(
                    "VMDK footer magic", Convert.ToHexStringLower(bytes.AsSpan(0, 4)), "'KDMV' two sectors before the end");
        }

        return Parse(new LittleEndianFields(bytes), source.Length);
    }

    private static VmdkSparseHeader Parse(LittleEndianFields fields, long fileLength)
    {
        if (fields.U32(4) is var version and (0 or > 3))
            throw DiskImageException.Unsupported("VMDK sparse version", version, "1 to 3");
        var flags = fields.U32(8);
        var header = new VmdkSparseHeader
        {
            Sectors = Sectors64("capacity", fields.U64(12)),
            GrainSectors = Sectors64("grainSize", fields.U64(20)),
            DescriptorOffset = Sectors64("descriptorOffset", fields.U64(28)) * SectorBytes,
            DescriptorBytes = Sectors64("descriptorSize", fields.U64(36)) * SectorBytes,
            EntriesPerTable = fields.U32(44),
            DirectoryOffset = Sectors64("gdOffset", fields.U64(56)) * SectorBytes,
            UncleanShutdown = fields.U8(72) != 0,
            Compressed = (flags & CompressedGrains) != 0,
            HasZeroEntries = (flags & ZeroGrainEntries) != 0,
        };
        header.Check(fields.U16(77), fileLength);
        return header;
    }

    private void Check(ushort compression, long fileLength)
    {
        if (!BitOperations.IsPow2(GrainSectors) || GrainSectors > 1 << 21)
            throw DiskImageException.Corrupt("VMDK grainSize", GrainSectors, "a power of two up to 2097152 sectors");
        if (EntriesPerTable is 0 or > 4096)
            throw DiskImageException.Corrupt("VMDK numGTEsPerGT", EntriesPerTable, "1 to 4096, usually 512");
        if (Compressed && compression != 1)
            throw DiskImageException.Unsupported("VMDK compressAlgorithm", compression, "1 (deflate)");
        if (Compressed && GrainSectors > MaxCompressedGrainSectors)
            throw DiskImageException.Unsupported(
                "VMDK grainSize of compressed grains", GrainSectors, $"at most {MaxCompressedGrainSectors} sectors");
        var tableSectors = GrainSectors * EntriesPerTable;
        var directoryBytes = (Sectors / tableSectors + (Sectors % tableSectors == 0 ? 0 : 1)) * 4;
        if (directoryBytes > fileLength || DirectoryOffset > fileLength - directoryBytes)
            throw DiskImageException.Truncated("VMDK grain directory", DirectoryOffset, Math.Max(1, directoryBytes), fileLength);
    }

    private static long Sectors64(string field, ulong value) =>
        value <= MaxSectors ? (long)value : throw DiskImageException.Corrupt($"VMDK {field}", value, $"0 to {MaxSectors} sectors");
}
