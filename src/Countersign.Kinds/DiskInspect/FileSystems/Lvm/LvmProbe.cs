using System.Text;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Lvm;

/// <summary>An LVM2 physical volume (lvm2 lib/label/label.h, struct label_header; lib/format_text/layout.h, struct pv_header).</summary>
internal sealed class LvmProbe : IFileSystemProbe
{
    private const int SectorBytes = 512;
    private const int SectorsToScan = 4;
    private const int ChecksumAt = 16;
    private const int ChecksummedFrom = 20;
    private const int IdBytes = 32;
    private const uint InitialCrc = 0xF597A6CF;

    public FileSystem? Probe(Volume volume)
    {
        for (var sector = 0; sector < SectorsToScan; sector++)
        {
            if (volume.TryRead(sector * SectorBytes, SectorBytes) is { } bytes && Describe(bytes, sector) is { } found)
                return found;
        }

        return null;
    }

    private static FileSystem? Describe(byte[] bytes, int sector)
    {
        var fields = new LittleEndianFields(bytes);
        var header = fields.U32(20);
        if (!fields.Has(0, "LABELONE"u8) || !fields.Has(24, "LVM2 001"u8) || fields.U64(8) != (ulong)sector)
            return null;
        if (header > SectorBytes - IdBytes - 8)
            return null;

        var stored = fields.U32(ChecksumAt);
        var computed = ReflectedCrc32.Ieee.Append(InitialCrc, bytes.AsSpan(ChecksummedFrom));
        return new FileSystem
        {
            Type = "LVM2_member",
            Version = "LVM2 001",
            Uuid = Hyphenated(Encoding.ASCII.GetString(bytes, (int)header, IdBytes)),
            SizeBytes = BlockCount.ToBytes(fields.U64((int)header + IdBytes), 1),
            Problems = stored == computed
                ? []
                : [new("superblock_checksum", $"CRC-32 of the LVM label is 0x{stored:x8}; computed is 0x{computed:x8}.")],
        };
    }

    /// <summary>Groups of 6, 4, 4, 4, 4, 4 and 6 characters, as LVM prints them.</summary>
    private static string Hyphenated(string id) =>
        $"{id[..6]}-{id[6..10]}-{id[10..14]}-{id[14..18]}-{id[18..22]}-{id[22..26]}-{id[26..]}";
}
