using System.Buffers.Binary;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

/// <summary>Makes the checksums of a damaged GPT right again, over the array and header that the header itself describes.</summary>
internal static class GptRepair
{
    public static void Apply(PatchedImage disk)
    {
        var header = new byte[512];
        ((DiskImage)disk).Read(512, header);
        var fields = new LittleEndianFields(header);
        var length = fields.U32(80) * (ulong)fields.U32(84);
        var array = new byte[length is > 0 and < 128 * 1024 ? (int)length : 128 * 128];
        ((DiskImage)disk).Read(1024, array);
        var headerBytes = (int)Math.Clamp(fields.U32(12), 20, 512);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(88), ReflectedCrc32.Ieee.Compute(array));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), ReflectedCrc32.Ieee.ComputeWithout(header.AsSpan(0, headerBytes), 16));
        disk.Write(512, header);
    }
}
