using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>The hard disk footer (Microsoft Virtual Hard Disk Image Format Specification 1.0, "Hard Disk Footer Format").</summary>
internal sealed record VhdFooter
{
    public const int Bytes = 512;

    private const int ChecksumAt = 64;

    public required VhdDiskType Type { get; init; }
    public required long DataOffset { get; init; }
    public required long CurrentSize { get; init; }
    public required string? Creator { get; init; }
    public required Guid Id { get; init; }

    /// <summary>Null when the sector is no intact footer.</summary>
    public static VhdFooter? TryRead(ByteSource source, long offset)
    {
        var bytes = new byte[Bytes];
        return offset >= 0 && source.ReadUpTo(offset, bytes) == Bytes ? TryParse(bytes) : null;
    }

    public static long Signed(string field, ulong value) =>
        value <= long.MaxValue ? (long)value : throw DiskImageException.Corrupt(field, value, $"at most {long.MaxValue}");

    private static VhdFooter? TryParse(byte[] bytes)
    {
        var fields = new BigEndianFields(bytes);
        if (!fields.Has(0, "conectix"u8) || fields.U32(ChecksumAt) != VhdChecksum.Compute(bytes, ChecksumAt))
            return null;
        return new VhdFooter
        {
            DataOffset = unchecked((long)fields.U64(16)),
            Creator = FixedText.Latin1(bytes.AsSpan(28, 4)),
            CurrentSize = Signed("VHD current size", fields.U64(48)),
            Type = (VhdDiskType)fields.U32(60),
            Id = fields.Guid(68),
        };
    }
}
