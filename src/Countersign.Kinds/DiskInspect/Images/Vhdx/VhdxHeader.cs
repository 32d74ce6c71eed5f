using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The current one of the two headers ([MS-VHDX] 2.2.2).</summary>
internal sealed record VhdxHeader
{
    private const int Bytes = 4096;
    private const long FirstAt = 64 * 1024;
    private const long SecondAt = 128 * 1024;
    private const int ChecksumAt = 4;

    public required ulong Sequence { get; init; }
    public required Guid LogId { get; init; }
    public required ushort LogVersion { get; init; }
    public required ushort Version { get; init; }
    public required uint LogBytes { get; init; }
    public required ulong LogOffset { get; init; }

    /// <summary>
    /// The intact header with the higher sequence number; <paramref name="oneBroken"/> tells whether the other is damaged.
    /// </summary>
    public static VhdxHeader ReadCurrent(ByteSource source, out bool oneBroken)
    {
        var first = TryRead(source, FirstAt);
        var second = TryRead(source, SecondAt);
        oneBroken = first is null || second is null;
        var current = first is null || second?.Sequence > first.Sequence ? second : first;
        if (current is null)
            throw DiskImageException.Corrupt("VHDX header", "damaged in both copies", "one with a matching CRC-32C at least");
        return current.Version == 1 ? current : throw DiskImageException.Unsupported("VHDX version", current.Version, "1");
    }

    private static VhdxHeader? TryRead(ByteSource source, long offset)
    {
        var bytes = new byte[Bytes];
        if (source.ReadUpTo(offset, bytes) < Bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        if (!fields.Has(0, "head"u8) || fields.U32(ChecksumAt) != ReflectedCrc32.Castagnoli.ComputeWithout(bytes, ChecksumAt))
            return null;
        return new VhdxHeader
        {
            Sequence = fields.U64(8),
            LogId = fields.Guid(48),
            LogVersion = fields.U16(64),
            Version = fields.U16(66),
            LogBytes = fields.U32(68),
            LogOffset = fields.U64(72),
        };
    }
}
