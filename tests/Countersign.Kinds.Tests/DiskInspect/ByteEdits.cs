using System.Buffers.Binary;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.Tests.DiskInspect;

/// <summary>Changes fields of a structure in a copy of a file.</summary>
internal static class ByteEdits
{
    public static byte[] With(this byte[] file, int at, params ReadOnlySpan<byte> bytes)
    {
        var copy = file.ToArray();
        bytes.CopyTo(copy.AsSpan(at));
        return copy;
    }

    public static byte[] WithBig32(this byte[] file, int at, uint value)
    {
        var copy = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(at), value);
        return copy;
    }

    public static byte[] WithBig64(this byte[] file, int at, ulong value)
    {
        var copy = file.ToArray();
        BinaryPrimitives.WriteUInt64BigEndian(copy.AsSpan(at), value);
        return copy;
    }

    public static byte[] WithLittle32(this byte[] file, int at, uint value)
    {
        var copy = file.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at), value);
        return copy;
    }

    public static byte[] WithLittle64(this byte[] file, int at, ulong value)
    {
        var copy = file.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan(at), value);
        return copy;
    }

    /// <summary>Recomputes the checksum of a structure, so that a test reaches what stands behind that check.</summary>
    public static byte[] WithCrc(this byte[] file, ReflectedCrc32 crc, int start, int length, int checksumAt) =>
        file.WithLittle32(start + checksumAt, crc.ComputeWithout(file.AsSpan(start, length), checksumAt));
}
