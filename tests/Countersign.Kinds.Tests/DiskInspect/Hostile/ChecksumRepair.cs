using System.Buffers.Binary;
using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images.Vhd;

namespace Countersign.Kinds.Tests.DiskInspect.Hostile;

/// <summary>Makes the checksums of a damaged container right again, so that the damage is read and not merely noticed.</summary>
internal static class ChecksumRepair
{
    public static void Apply(string name, Span<byte> file)
    {
        if (name.EndsWith(".vhdx", StringComparison.Ordinal))
        {
            Castagnoli(file, 64 * 1024, 4096);
            Castagnoli(file, 128 * 1024, 4096);
            Castagnoli(file, 192 * 1024, 65536);
            Castagnoli(file, 256 * 1024, 65536);
        }
        else if (name.EndsWith(".vhd", StringComparison.Ordinal))
        {
            VhdSum(file, 0, 512, 64);
            VhdSum(file, 512, 1024, 36);
            VhdSum(file, file.Length - 512, 512, 64);
        }
    }

    private static void Castagnoli(Span<byte> file, int at, int length)
    {
        if (at + length <= file.Length)
            BinaryPrimitives.WriteUInt32LittleEndian(file[(at + 4)..], ReflectedCrc32.Castagnoli.ComputeWithout(file.Slice(at, length), 4));
    }

    private static void VhdSum(Span<byte> file, int at, int length, int checksumAt)
    {
        if (at >= 0 && at + length <= file.Length)
            BinaryPrimitives.WriteUInt32BigEndian(file[(at + checksumAt)..], VhdChecksum.Compute(file.Slice(at, length), checksumAt));
    }
}
