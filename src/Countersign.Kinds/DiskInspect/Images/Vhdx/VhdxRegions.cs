using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The region table ([MS-VHDX] 2.2.3): where the block allocation table and the metadata lie.</summary>
internal sealed record VhdxRegions(VhdxRegion BlockTable, VhdxRegion Metadata)
{
    private const int Bytes = 64 * 1024;
    private const long FirstAt = 192 * 1024;
    private const long SecondAt = 256 * 1024;
    private const long Alignment = 1024 * 1024;
    private const int MaxEntries = 2047;
    private const int ChecksumAt = 4;

    private static readonly Guid BlockTableId = new("2dc27766-f623-4200-9d64-115e9bfd4a08");
    private static readonly Guid MetadataId = new("8b7ca206-4790-4b9a-b8fe-575f050f886e");

    /// <summary>Reads the first intact copy; <paramref name="oneBroken"/> tells whether one of the two is damaged.</summary>
    public static VhdxRegions Read(ByteSource source, out bool oneBroken)
    {
        var first = TryRead(source, FirstAt);
        var second = TryRead(source, SecondAt);
        oneBroken = first is null || second is null;
        return Parse((first ?? second)
            ?? throw DiskImageException.Corrupt(
                "VHDX region table", "damaged in both copies", "one with a matching CRC-32C at least"), source.Length);
    }

    private static byte[]? TryRead(ByteSource source, long offset)
    {
        var bytes = new byte[Bytes];
        if (source.ReadUpTo(offset, bytes) < Bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        var intact = fields.Has(0, "regi"u8) && fields.U32(ChecksumAt) == ReflectedCrc32.Castagnoli.ComputeWithout(bytes, ChecksumAt);
        return intact ? bytes : null;
    }

    private static VhdxRegions Parse(byte[] bytes, long fileLength)
    {
        var fields = new LittleEndianFields(bytes);
        var count = fields.U32(8);
        if (count > MaxEntries)
            throw DiskImageException.Corrupt("VHDX region table entry count", count, $"at most {MaxEntries}");
        VhdxRegion? blockTable = null;
        VhdxRegion? metadata = null;
        for (var i = 0; i < count; i++)
        {
            var at = 16 + i * 32;
            var id = fields.Guid(at);
            if (id == BlockTableId)
                blockTable = Region("block allocation table", fields.U64(at + 16), fields.U32(at + 24), fileLength);
            else if (id == MetadataId)
                metadata = Region("metadata", fields.U64(at + 16), fields.U32(at + 24), fileLength);
            else if ((fields.U32(at + 28) & 1) != 0)
                throw DiskImageException.Unsupported("VHDX required region", id, $"{BlockTableId} and {MetadataId}");
        }

        return new VhdxRegions(
            blockTable ?? throw DiskImageException.Corrupt(
                "VHDX block allocation table region", "missing", "one entry in the region table"),
            metadata ?? throw DiskImageException.Corrupt("VHDX metadata region", "missing", "one entry in the region table"));
    }

    private static VhdxRegion Region(string name, ulong offset, uint length, long fileLength)
    {
        if (offset < Alignment || offset % Alignment != 0 || length == 0 || length % Alignment != 0 || offset > long.MaxValue)
            throw DiskImageException.Corrupt($"VHDX {name} region", $"{length} bytes at {offset}", "whole MiB, from 1 MiB on");
        return (long)offset <= fileLength - length
            ? new VhdxRegion((long)offset, length)
            : throw DiskImageException.Truncated($"VHDX {name} region", (long)offset, length, fileLength);
    }
}
