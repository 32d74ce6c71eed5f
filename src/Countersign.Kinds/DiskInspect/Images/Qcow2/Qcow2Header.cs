using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Qcow2;

/// <summary>The checked header of a qcow2 file (QEMU docs/interop/qcow2.txt, "Header").</summary>
internal sealed record Qcow2Header
{
    private const int Version2Bytes = 72;
    private const int Version3Bytes = 104;

    public required uint Version { get; init; }
    public required int ClusterBits { get; init; }
    public required long VirtualSize { get; init; }
    public required long L1Offset { get; init; }
    public required uint L1Entries { get; init; }
    public required long BackingNameOffset { get; init; }
    public required uint BackingNameBytes { get; init; }
    public required uint Snapshots { get; init; }
    public required Qcow2Features Features { get; init; }
    public required bool LazyRefcounts { get; init; }
    public required int RefcountBits { get; init; }
    public required uint HeaderBytes { get; init; }

    public long ClusterSize => 1L << ClusterBits;
    public bool ExtendedL2 => Features.HasFlag(Qcow2Features.ExtendedL2);
    public int L2EntryBytes => ExtendedL2 ? 16 : 8;

    /// <summary>Bytes of the virtual disk that one L2 table maps.</summary>
    public long L2Span => ClusterSize / L2EntryBytes * ClusterSize;

    public static Qcow2Header Read(ByteSource source)
    {
        var bytes = new byte[Version3Bytes + 8];
        source.ReadExactly(0, bytes.AsSpan(0, Version2Bytes), "qcow2 header");
        var fields = new BigEndianFields(bytes);
        var version = fields.U32(4);
        if (version is not (2 or 3))
            throw DiskImageException.Unsupported("qcow2 version", version, "2 or 3");
        if (version == 3)
            source.ReadExactly(0, bytes.AsSpan(0, Version3Bytes), "qcow2 version 3 header");
        var headerBytes = version == 3 ? fields.U32(100) : Version2Bytes;
        if (headerBytes > Version3Bytes)
            source.ReadExactly(0, bytes, "qcow2 additional header fields");

        var header = new Qcow2Header
        {
            Version = version,
            BackingNameOffset = Qcow2HeaderRules.Offset("backing_file_offset", fields.U64(8)),
            BackingNameBytes = fields.U32(16),
            ClusterBits = Qcow2HeaderRules.ClusterBits(fields.U32(20)),
            VirtualSize = Qcow2HeaderRules.Offset("size", fields.U64(24)),
            L1Entries = fields.U32(36),
            L1Offset = Qcow2HeaderRules.Offset("l1_table_offset", fields.U64(40)),
            Snapshots = fields.U32(60),
            Features = version == 3 ? (Qcow2Features)fields.U64(72) : Qcow2Features.None,
            LazyRefcounts = version == 3 && (fields.U64(80) & 1) != 0,
            RefcountBits = version == 3 ? Qcow2HeaderRules.RefcountBits(fields.U32(96)) : 16,
            HeaderBytes = headerBytes,
        };
        Qcow2HeaderRules.Encryption(fields.U32(32));
        Qcow2HeaderRules.Check(header, source.Length, compressionType: headerBytes > Version3Bytes ? bytes[Version3Bytes] : (byte)0);
        return header;
    }
}
