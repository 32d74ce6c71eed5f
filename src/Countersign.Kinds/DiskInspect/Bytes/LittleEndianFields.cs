using System.Buffers.Binary;

namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Reads the fields of an on-disk structure whose integers are little-endian.</summary>
internal readonly ref struct LittleEndianFields(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public byte U8(int at) => Bytes[at];

    public ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[at..]);

    public uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[at..]);

    public ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[at..]);

    public Guid Guid(int at) => new(Bytes.Slice(at, 16));

    public bool Has(int at, ReadOnlySpan<byte> magic) => Bytes.Slice(at, magic.Length).SequenceEqual(magic);
}
