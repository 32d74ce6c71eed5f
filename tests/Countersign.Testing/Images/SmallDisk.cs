using System.Buffers.Binary;

namespace Countersign.Testing.Images;

/// <summary>A raw disk image of one MiB with an MBR and one Linux partition, made in memory.</summary>
public static class SmallDisk
{
    private const int Size = 1 << 20;
    private const int SectorSize = 512;

    /// <summary>The image's bytes. Different seeds give different content behind the same partition table.</summary>
    public static byte[] Create(byte seed = 0)
    {
        var image = new byte[Size];
        var entry = image.AsSpan(446, 16);
        entry[4] = 0x83;
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], 64);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (Size / SectorSize) - 64);
        image[510] = 0x55;
        image[511] = 0xAA;
        image[^1] = seed;
        return image;
    }
}
