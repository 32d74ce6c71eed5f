using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The header of a log entry ([MS-VHDX] 2.3.1.1). Offsets count from the start of the log, which is a ring.</summary>
internal sealed record VhdxLogEntry(int Offset, int Length, int Tail, ulong Sequence, int Descriptors, long LastFileOffset)
{
    public const int SectorBytes = 4096;
    public const int HeaderBytes = 64;
    public const int DescriptorBytes = 32;

    private const int ChecksumAt = 4;

    /// <summary>Null when no entry of that log starts at <paramref name="at"/>; the checksum is not looked at.</summary>
    public static VhdxLogEntry? TryReadHeader(byte[] ring, int at, Guid logId)
    {
        var fields = new LittleEndianFields(ring.AsSpan(at, HeaderBytes));
        if (!fields.Has(0, "loge"u8) || fields.Guid(32) != logId)
            return null;
        var length = fields.U32(8);
        var tail = fields.U32(12);
        var sequence = fields.U64(16);
        var descriptors = fields.U32(24);
        var fits = length >= SectorBytes && length <= ring.Length && length % SectorBytes == 0
            && tail < ring.Length && tail % SectorBytes == 0
            && sequence != 0 && HeaderBytes + (long)descriptors * DescriptorBytes <= length;
        return fits
            ? new VhdxLogEntry(at, (int)length, (int)tail, sequence, (int)descriptors, unchecked((long)fields.U64(56)))
            : null;
    }

    public bool ChecksumMatches(byte[] ring)
    {
        var bytes = Copy(ring, 0, Length);
        return new LittleEndianFields(bytes).U32(ChecksumAt) == ReflectedCrc32.Castagnoli.ComputeWithout(bytes, ChecksumAt);
    }

    /// <summary>Bytes of this entry, which may wrap around the end of the ring.</summary>
    public byte[] Copy(byte[] ring, int from, int count)
    {
        var bytes = new byte[count];
        var start = (Offset + from) % ring.Length;
        var first = Math.Min(count, ring.Length - start);
        ring.AsSpan(start, first).CopyTo(bytes);
        ring.AsSpan(0, count - first).CopyTo(bytes.AsSpan(first));
        return bytes;
    }
}
