using System.Numerics;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Ntfs;

/// <summary>NTFS (Microsoft, "NTFS technical reference", boot sector layout).</summary>
internal sealed class NtfsProbe : IFileSystemProbe
{
    public FileSystem? Probe(Volume volume)
    {
        if (volume.TryRead(0, 512) is not { } bytes)
            return null;
        var fields = new LittleEndianFields(bytes);
        var sectorBytes = fields.U16(11);
        if (!fields.Has(3, "NTFS    "u8) || sectorBytes is < 256 or > 4096 || !BitOperations.IsPow2((uint)sectorBytes))
            return null;
        // Above 128 the byte is a negative power of two, so that clusters beyond 64 KiB can be expressed.
        var sectorsPerCluster = fields.U8(13) is var raw && raw > 0x80 ? 1L << Math.Min(256 - raw, 12) : raw;
        if (sectorsPerCluster == 0 || !BitOperations.IsPow2(sectorsPerCluster))
            return null;

        var clusterBytes = sectorsPerCluster * sectorBytes;
        var info = NtfsVolumeFile.TryRead(volume, fields.U64(48), unchecked((sbyte)fields.U8(64)), clusterBytes, sectorBytes);
        return new FileSystem
        {
            Type = "ntfs",
            Version = info?.Version,
            Label = info?.Label,
            Uuid = $"{fields.U64(72):X16}",
            SizeBytes = BlockCount.ToBytes(fields.U64(40), sectorBytes),
            BlockSizeBytes = clusterBytes,
            Problems = info is null
                ? [new("volume_record_unreadable", "The $Volume record in the MFT is not readable; label and version are unknown.")]
                : [],
        };
    }
}
