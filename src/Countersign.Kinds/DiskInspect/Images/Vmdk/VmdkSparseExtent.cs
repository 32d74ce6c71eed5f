using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vmdk;

/// <summary>An extent mapped by a grain directory and grain tables (VMware Virtual Disk Format 1.1, "Hosted Sparse Extents").</summary>
internal sealed class VmdkSparseExtent : VmdkExtent
{
    private readonly ByteSource _source;
    private readonly VmdkCompressedGrains _compressed;
    private readonly TableSlices _directory;
    private readonly TableSlices _tables;

    private VmdkSparseExtent(ByteSource source, VmdkSparseHeader header, long size)
    {
        _source = source;
        Header = header;
        Size = size;
        _compressed = new VmdkCompressedGrains(source, header);
        _directory = new TableSlices(source, "VMDK grain directory");
        _tables = new TableSlices(source, "VMDK grain table");
    }

    public VmdkSparseHeader Header { get; }

    public override long Size { get; }

    /// <param name="source">A file that starts with a sparse header.</param>
    /// <param name="size">Bytes that the descriptor gives this extent; null takes the header's capacity.</param>
    public static VmdkSparseExtent Open(ByteSource source, long? size)
    {
        var header = VmdkSparseHeader.Read(source);
        var capacity = header.Sectors * VmdkSparseHeader.SectorBytes;
        if (size > capacity)
            throw DiskImageException.Corrupt(
                "VMDK extent size in the descriptor", $"{size} bytes", $"at most the extent's own capacity of {capacity} bytes");
        return new VmdkSparseExtent(source, header, size ?? capacity);
    }

    public override VmdkExtentFacts Facts(string? file) => new("sparse", file, Size, Header.GrainBytes, Header.Compressed);

    public override MappedRun Map(long offset)
    {
        var grain = offset / Header.GrainBytes;
        var within = offset % Header.GrainBytes;
        var directoryIndex = grain / Header.EntriesPerTable;
        var tableIndex = grain % Header.EntriesPerTable;
        var tableSector = new LittleEndianFields(_directory.Entry(Header.DirectoryOffset, directoryIndex, 4)).U32(0);
        if (tableSector == 0)
            return MappedRun.Zeros((Header.EntriesPerTable - tableIndex) * Header.GrainBytes - within);

        var grainSector = new LittleEndianFields(_tables.Entry(tableSector * 512L, tableIndex, 4)).U32(0);
        if (grainSector == 0 || (grainSector == 1 && Header.HasZeroEntries))
            return MappedRun.Zeros(Header.GrainBytes - within);
        return Header.Compressed
            ? MappedRun.Decoded(_compressed.Read(grain, grainSector * 512L).AsMemory((int)within))
            : MappedRun.Stored(_source, grainSector * 512L + within, Header.GrainBytes - within);
    }
}
