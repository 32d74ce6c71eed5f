using System.Buffers.Binary;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

/// <summary>Makes the checksums of a damaged GPT right again, for the entry array of the usual size.</summary>
internal static class GptRepair
{
    public static void Apply(PatchedImage disk)
    {
        var array = new byte[128 * 128];
        var header = new byte[512];
        ((DiskImage)disk).Read(1024, array);
        ((DiskImage)disk).Read(512, header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(88), ReflectedCrc32.Ieee.Compute(array));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), ReflectedCrc32.Ieee.ComputeWithout(header.AsSpan(0, 92), 16));
        disk.Write(512, header);
    }
}
