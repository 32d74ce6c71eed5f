using System.Numerics;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>The dynamic disk header (VHD specification, "Dynamic Disk Header Format").</summary>
internal sealed record VhdDynamicHeader
{
    private const int Bytes = 1024;
    private const int ChecksumAt = 36;
    private const uint MaxBlockBytes = 256 * 1024 * 1024;

    public required long TableOffset { get; init; }
    public required uint TableEntries { get; init; }
    public required long BlockBytes { get; init; }
    public required string? ParentName { get; init; }

    public static VhdDynamicHeader Read(ByteSource source, VhdFooter footer)
    {
        var bytes = new byte[Bytes];
        source.ReadExactly(footer.DataOffset, bytes, "VHD dynamic disk header");
        var fields = new BigEndianFields(bytes);
        if (!fields.Has(0, "cxsparse"u8))
            throw DiskImageException.Corrupt("VHD dynamic disk header cookie", Convert.ToHexStringLower(bytes.AsSpan(0, 8)), "'cxsparse'");
        if (fields.U32(ChecksumAt) is var stored && VhdChecksum.Compute(bytes, ChecksumAt) is var computed && stored != computed)
            throw DiskImageException.Corrupt("VHD dynamic disk header checksum", $"0x{stored:x8}", $"0x{computed:x8}");

        var header = new VhdDynamicHeader
        {
            TableOffset = VhdFooter.Signed("VHD table offset", fields.U64(16)),
            TableEntries = fields.U32(28),
            BlockBytes = fields.U32(32),
            ParentName = FixedText.Utf16(bytes.AsSpan(64, 512), bigEndian: true),
        };
        header.Check(footer, source.Length);
        return header;
    }

    private void Check(VhdFooter footer, long fileLength)
    {
        if (BlockBytes < 4096 || BlockBytes > MaxBlockBytes || !BitOperations.IsPow2(BlockBytes))
            throw DiskImageException.Corrupt("VHD block size", BlockBytes, $"a power of two from 4096 to {MaxBlockBytes}");
        var needed = footer.CurrentSize / BlockBytes + (footer.CurrentSize % BlockBytes == 0 ? 0 : 1);
        if (TableEntries < needed)
            throw DiskImageException.Corrupt(
                "VHD max table entries", TableEntries, $"at least {needed} for a disk of {footer.CurrentSize} bytes");
        if (TableOffset > fileLength - needed * 4)
            throw DiskImageException.Truncated("VHD block allocation table", TableOffset, Math.Max(1, needed * 4), fileLength);
    }
}
