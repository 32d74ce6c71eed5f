namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>A 32-bit CRC with reflected input and output, computed a byte at a time from a table (Sarwate, 1988).</summary>
internal sealed class ReflectedCrc32
{
    private readonly uint[] _table = new uint[256];

    private ReflectedCrc32(uint reflectedPolynomial)
    {
        for (uint value = 0; value < _table.Length; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ reflectedPolynomial : crc >> 1;
            _table[value] = crc;
        }
    }

    /// <summary>CRC-32 of ISO 3309 and IEEE 802.3, as GPT and LVM2 use it.</summary>
    public static ReflectedCrc32 Ieee { get; } = new(0xEDB88320);

    /// <summary>CRC-32C (RFC 3720, appendix B.4), as VHDX, ext4, XFS and btrfs use it.</summary>
    public static ReflectedCrc32 Castagnoli { get; } = new(0x82F63B78);

    /// <summary>The usual form: starts with all bits set and inverts the result.</summary>
    public uint Compute(ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    /// <summary>Continues from a bare register value and returns the next one, without inverting either.</summary>
    public uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            register = _table[(byte)(register ^ value)] ^ (register >> 8);
        return register;
    }

    /// <summary>
    /// The usual form over a structure whose own checksum field, 4 bytes at <paramref name="checksumAt"/>, counts as zero.
    /// </summary>
    public uint ComputeWithout(ReadOnlySpan<byte> bytes, int checksumAt)
    {
        ReadOnlySpan<byte> zeros = [0, 0, 0, 0];
        var register = Append(uint.MaxValue, bytes[..checksumAt]);
        register = Append(register, zeros);
        return ~Append(register, bytes[(checksumAt + 4)..]);
    }
}
