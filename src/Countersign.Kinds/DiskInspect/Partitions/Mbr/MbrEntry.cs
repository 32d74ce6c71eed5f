using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Partitions.Mbr;

/// <summary>One of the four entries of a boot record (UEFI 2.10, 5.2.1, "Legacy Master Boot Record").</summary>
/// <param name="Status">0x80 marks the active partition, 0 the others.</param>
/// <param name="Type">Kind of contents; 0 for an unused entry.</param>
/// <param name="FirstSector">Relative to the boot record, or in an EBR's link to the extended partition.</param>
/// <param name="Sectors">Number of sectors.</param>
internal readonly record struct MbrEntry(byte Status, byte Type, uint FirstSector, uint Sectors)
{
    public const byte Active = 0x80;
    public const byte Protective = 0xEE;

    public bool IsUsed => Type != 0 && Sectors != 0;

    /// <summary>0x05 (CHS), 0x0F (LBA) and 0x85 (Linux) all hold a chain of EBRs.</summary>
    public bool IsExtended => Type is 0x05 or 0x0F or 0x85;

    public bool HasValidStatus => Status is 0 or Active;

    /// <summary>Reads entry <paramref name="index"/>, 0 to 3, of a sector.</summary>
    public static MbrEntry Read(ReadOnlySpan<byte> sector, int index)
    {
        var fields = new LittleEndianFields(sector.Slice(446 + index * 16, 16));
        return new MbrEntry(fields.U8(0), fields.U8(4), fields.U32(8), fields.U32(12));
    }
}
