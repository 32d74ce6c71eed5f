using System.Buffers.Binary;

namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Reads the fields of an on-disk structure whose integers are big-endian.</summary>
internal readonly ref struct BigEndianFields(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public byte U8(int at) => Bytes[at];

    public ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes[at..]);

    public uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes[at..]);

    public ulong U64(int at) => BinaryPrimitives.ReadUInt64BigEndian(Bytes[at..]);

    public Guid Guid(int at) => new(Bytes.Slice(at, 16), bigEndian: true);

    public bool Has(int at, ReadOnlySpan<byte> magic) => Bytes.Slice(at, magic.Length).SequenceEqual(magic);
}
