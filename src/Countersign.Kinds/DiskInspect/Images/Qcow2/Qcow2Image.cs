using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>A qcow2 disk read through its two-level mapping (QEMU docs/interop/qcow2.txt, "Cluster mapping").</summary>
internal sealed class Qcow2Image : DiskImage
{
    private const ulong OffsetMask = 0x00FF_FFFF_FFFF_FE00;
    private const ulong CompressedFlag = 1UL << 62;
    private const ulong ZeroFlag = 1;

    private readonly ByteSource _source;
    private readonly Qcow2Header _header;
    private readonly Qcow2CompressedClusters _compressed;
    private readonly TableSlices _l1;
    private readonly TableSlices _l2;

    private Qcow2Image(ByteSource source, Qcow2Header header, Qcow2Facts facts)
        : base(facts)
    {
        _source = source;
        _header = header;
        _compressed = new Qcow2CompressedClusters(source, header.ClusterBits);
        _l1 = new TableSlices(source, "qcow2 L1 table");
        _l2 = new TableSlices(source, "qcow2 L2 table");
    }

    public static Qcow2Image Open(ByteSource source)
    {
        var header = Qcow2Header.Read(source);
        return new Qcow2Image(source, header, Qcow2FactsReader.Read(source, header));
    }

    protected override MappedRun Map(long offset)
    {
        var l1Index = offset / _header.L2Span;
        var withinL2 = offset % _header.L2Span;
        var l1Entry = new BigEndianFields(_l1.Entry(_header.L1Offset, l1Index, 8)).U64(0);
        var l2Offset = (long)(l1Entry & OffsetMask);
        if (l2Offset == 0)
            return MappedRun.Zeros(_header.L2Span - withinL2);
        RequireAligned("qcow2 L1 entry", l1Index, l2Offset);

        var l2Index = withinL2 / _header.ClusterSize;
        var within = withinL2 % _header.ClusterSize;
        var entry = new BigEndianFields(_l2.Entry(l2Offset, l2Index, _header.L2EntryBytes));
        var descriptor = entry.U64(0);
        if ((descriptor & CompressedFlag) != 0)
            return MappedRun.Decoded(_compressed.Read(descriptor).AsMemory((int)within));

        var hostOffset = (long)(descriptor & OffsetMask);
        RequireAligned("qcow2 L2 entry", l2Index, hostOffset);
        if (_header.ExtendedL2)
            return MapSubcluster(entry.U64(8), hostOffset, within);
        var zero = _header.Version >= 3 && (descriptor & ZeroFlag) != 0;
        return zero || hostOffset == 0
            ? MappedRun.Zeros(_header.ClusterSize - within)
            : MappedRun.Stored(_source, hostOffset + within, _header.ClusterSize - within);
    }

    /// <summary>
    /// "Extended L2 Entries": bit x of the low half says that subcluster x is allocated, of the high half that it reads as
    /// zero.
    /// </summary>
    private MappedRun MapSubcluster(ulong bitmap, long hostOffset, long within)
    {
        var size = _header.ClusterSize / 32;
        var index = (int)(within / size);
        var rest = size - within % size;
        var allocated = (bitmap >> index & 1) != 0;
        var zero = (bitmap >> (32 + index) & 1) != 0;
        if (allocated && (zero || hostOffset == 0))
            throw DiskImageException.Corrupt(
                "qcow2 subcluster bitmap", $"0x{bitmap:x16}", "allocated subclusters in an allocated cluster, not also zero");
        return allocated ? MappedRun.Stored(_source, hostOffset + within, rest) : MappedRun.Zeros(rest);
    }

    private void RequireAligned(string table, long index, long offset)
    {
        if (offset % _header.ClusterSize != 0)
            throw DiskImageException.Corrupt($"{table} {index}", $"offset {offset}", $"a multiple of {_header.ClusterSize}");
    }
}
