using Countersign.Kinds.DiskInspect.Bytes;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Partitions.Mbr;

/// <summary>A sector that ends in 55 AA: an MBR, or an EBR within an extended partition.</summary>
/// <param name="DiskSignature">The four bytes at 440, which identify the disk in an MBR.</param>
/// <param name="Entries">The four entries.</param>
internal sealed record BootRecord(uint DiskSignature, IReadOnlyList<MbrEntry> Entries)
{
    public const int Bytes = 512;

    /// <summary>A file system's own boot sector ends in 55 AA as well, but has code where a table has status bytes.</summary>
    public bool IsPlausibleTable => Entries.All(entry => entry.HasValidStatus);

    /// <summary>Null when the sector lies outside the disk or lacks the signature.</summary>
    public static BootRecord? TryRead(DiskImage image, long offset)
    {
        if (offset < 0 || offset > image.VirtualSize - Bytes)
            return null;
        var sector = new byte[Bytes];
        image.Read(offset, sector);
        if (sector[510] != 0x55 || sector[511] != 0xAA)
            return null;
        return new BootRecord(new LittleEndianFields(sector).U32(440), [.. Enumerable.Range(0, 4).Select(i => MbrEntry.Read(sector, i))]);
    }
}
