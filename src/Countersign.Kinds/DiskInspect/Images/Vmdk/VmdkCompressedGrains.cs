using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>Grains behind a grain marker: LBA, size, zlib data (VMware Virtual Disk Format 1.1, "Compressed Grain").</summary>
internal sealed class VmdkCompressedGrains(ByteSource source, VmdkSparseHeader header)
{
    private const int GrainsKept = 4;
    private const int MarkerBytes = 12;

    private readonly RecentBlocks _grains = new(GrainsKept);

    public byte[] Read(long grain, long offset) => _grains.GetOrAdd(grain, _ => Inflate(grain, offset));

    private byte[] Inflate(long grain, long offset)
    {
        var field = $"VMDK compressed grain {grain} at {offset}";
        var markerBytes = new byte[MarkerBytes];
        source.ReadExactly(offset, markerBytes, field);
        var marker = new LittleEndianFields(markerBytes);
        var firstSector = grain * header.GrainSectors;
        if (marker.U64(0) != (ulong)firstSector)
            throw DiskImageException.Corrupt($"LBA in the marker of {field}", marker.U64(0), $"{firstSector}");

        // zlib adds a few bytes to data that does not compress; twice the grain leaves room for any encoder.
        var size = marker.U32(8);
        if (size == 0 || size > 2 * header.GrainBytes)
            throw DiskImageException.Corrupt($"Size in the marker of {field}", size, $"1 to {2 * header.GrainBytes}");
        var stored = new byte[size];
        source.ReadExactly(offset + MarkerBytes, stored, field);

        var data = new byte[header.GrainBytes];
        var produced = Inflation.Zlib(stored, stored.Length, data, field);
        // The last grain of a disk may be stored without the part behind the end of the disk.
        var needed = Math.Min(header.GrainSectors, header.Sectors - firstSector) * VmdkSparseHeader.SectorBytes;
        return produced >= needed
            ? data
            : throw DiskImageException.Corrupt(field, $"{produced} bytes when decompressed", $"{needed}");
    }
}
