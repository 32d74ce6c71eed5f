using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>A disk of payload blocks found through the block allocation table ([MS-VHDX] 2.5).</summary>
internal sealed class VhdxImage : DiskImage
{
    private const long MiB = 1024 * 1024;

    private readonly ByteSource _source;
    private readonly VhdxRegion _region;
    private readonly long _blockBytes;
    private readonly long _chunkRatio;
    private readonly TableSlices _table;
    private readonly TableSlices _bitmaps;

    public VhdxImage(ByteSource source, VhdxRegion region, VhdxFacts facts)
        : base(facts)
    {
        _source = source;
        _region = region;
        _blockBytes = facts.BlockSizeBytes;
        _chunkRatio = (1L << 23) * facts.SectorSizeBytes / facts.BlockSizeBytes;
        _table = new TableSlices(source, "VHDX block allocation table");
        _bitmaps = new TableSlices(source, "VHDX sector bitmap");
        RequireTableFits();
    }

    protected override MappedRun Map(long offset)
    {
        var block = offset / _blockBytes;
        var within = offset % _blockBytes;
        // After each chunk's payload entries comes the one of its sector bitmap.
        var entry = Entry(block + block / _chunkRatio);
        return (VhdxBlockState)(entry & 7) switch
        {
            VhdxBlockState.NotPresent or VhdxBlockState.Undefined or VhdxBlockState.Zero or VhdxBlockState.Unmapped =>
                MappedRun.Zeros(_blockBytes - within),
            VhdxBlockState.FullyPresent => MappedRun.Stored(_source, FileOffset(entry) + within, _blockBytes - within),
            VhdxBlockState.PartiallyPresent when !Facts.ContentsComplete => MapPartial(offset, block, FileOffset(entry) + within),
            var state => throw DiskImageException.Corrupt($"State of VHDX block {block}", (int)state, "0 to 3 or 6, and 7 with a parent"),
        };
    }

    /// <summary>
    /// In a block of a differencing disk a set bit means that the sector lies here, a clear one that it lies in the parent.
    /// </summary>
    private MappedRun MapPartial(long offset, long block, long fileOffset)
    {
        var chunk = block / _chunkRatio;
        var bitmap = Entry(chunk * (_chunkRatio + 1) + _chunkRatio);
        if ((VhdxBlockState)(bitmap & 7) != VhdxBlockState.FullyPresent)
            throw DiskImageException.Corrupt($"State of VHDX sector bitmap {chunk}", bitmap & 7, "6 (present)");
        var sector = offset / SectorSize - chunk * (1L << 23);
        var bits = _bitmaps.Entry(FileOffset(bitmap), sector / 8, 1)[0];
        var length = SectorSize - offset % SectorSize;
        return (bits >> (int)(sector % 8) & 1) != 0 ? MappedRun.Stored(_source, fileOffset, length) : MappedRun.Zeros(length);
    }

    private ulong Entry(long index) => new LittleEndianFields(_table.Entry(_region.Offset, index, 8)).U64(0);

    private static long FileOffset(ulong entry)
    {
        var offset = (entry >> 20) * MiB;
        return offset is >= MiB and <= long.MaxValue - 256 * MiB
            ? (long)offset
            : throw DiskImageException.Corrupt("File offset of a VHDX block", $"{entry >> 20} MiB", "1 MiB and above, within the file");
    }

    private void RequireTableFits()
    {
        var blocks = (VirtualSize + _blockBytes - 1) / _blockBytes;
        var entries = Facts.ContentsComplete
            ? blocks + (blocks - 1) / _chunkRatio
            : (blocks + _chunkRatio - 1) / _chunkRatio * (_chunkRatio + 1);
        if (entries * 8 > _region.Length)
            throw DiskImageException.Corrupt(
                "Length of the VHDX block allocation table", _region.Length, $"at least {entries * 8} for a disk of {VirtualSize} bytes");
    }
}
