using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhd;

/// <summary>A disk of blocks found through a table (VHD specification, "Block Allocation Table and Data Blocks").</summary>
internal sealed class VhdDynamicImage(ByteSource source, VhdDynamicHeader header, VhdFacts facts) : DiskImage(facts)
{
    private const uint Unallocated = 0xFFFFFFFF;
    private const int VhdSectorBytes = 512;

    // Each block starts with one bit per sector, padded to whole sectors.
    private readonly long _bitmapBytes = (header.BlockBytes / VhdSectorBytes / 8 + VhdSectorBytes - 1) / VhdSectorBytes * VhdSectorBytes;
    private readonly TableSlices _table = new(source, "VHD block allocation table");
    private readonly TableSlices _bitmaps = new(source, "VHD sector bitmap");

    protected override MappedRun Map(long offset)
    {
        var within = offset % header.BlockBytes;
        var blockSector = new BigEndianFields(_table.Entry(header.TableOffset, offset / header.BlockBytes, 4)).U32(0);
        if (blockSector == Unallocated)
            return MappedRun.Zeros(header.BlockBytes - within);

        var bitmapOffset = blockSector * (long)VhdSectorBytes;
        var sector = within / VhdSectorBytes;
        var bits = _bitmaps.Entry(bitmapOffset, sector / 8, 1)[0];
        // Within one byte of the bitmap: the most significant bit is the first sector.
        var first = (int)(sector % 8);
        var present = Present(bits, first);
        var count = 1;
        while (first + count < 8 && Present(bits, first + count) == present)
            count++;
        var length = count * (long)VhdSectorBytes - within % VhdSectorBytes;
        return present ? MappedRun.Stored(source, bitmapOffset + _bitmapBytes + within, length) : MappedRun.Zeros(length);
    }

    private static bool Present(byte bits, int sector) => (bits >> (7 - sector) & 1) != 0;
}
