using System.Numerics;
using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.FileSystems.Fat;

/// <summary>The BIOS parameter block of FAT (Microsoft FAT32 File System Specification 1.03, "Boot Sector and BPB").</summary>
internal sealed record FatGeometry
{
    public required int SectorBytes { get; init; }
    public required int SectorsPerCluster { get; init; }
    public required uint Sectors { get; init; }

    /// <summary>12, 16 or 32.</summary>
    public required int Bits { get; init; }

    /// <summary>Where the root directory, or on FAT32 its first cluster, starts on the volume.</summary>
    public required long RootOffset { get; init; }

    /// <summary>Bytes of the root directory that can be read in one piece.</summary>
    public required int RootBytes { get; init; }

    public int ClusterBytes => SectorBytes * SectorsPerCluster;

    /// <summary>Null when the sector is no parameter block: it has no magic, so every value has to be plausible.</summary>
    public static FatGeometry? TryRead(LittleEndianFields fields)
    {
        int sectorBytes = fields.U16(11);
        int sectorsPerCluster = fields.U8(13);
        long reserved = fields.U16(14);
        long fats = fields.U8(16);
        int rootEntries = fields.U16(17);
        if (sectorBytes is < 512 or > 4096 || !BitOperations.IsPow2(sectorBytes) || !BitOperations.IsPow2(sectorsPerCluster))
            return null;
        if (reserved == 0 || fats is < 1 or > 4 || fields.U8(21) is not (0xF0 or >= 0xF8) || fields.U16(510) != 0xAA55)
            return null;

        var fatSectors = fields.U16(22) is var small and not 0 ? small : fields.U32(36);
        var sectors = fields.U16(19) is var few and not 0 ? few : fields.U32(32);
        var rootSectors = (rootEntries * 32 + sectorBytes - 1) / sectorBytes;
        var firstData = reserved + fats * fatSectors + rootSectors;
        if (fatSectors == 0 || firstData >= sectors)
            return null;

        // "FAT Type Determination": the number of clusters and nothing else decides.
        var clusters = (sectors - firstData) / sectorsPerCluster;
        var bits = clusters < 4085 ? 12 : clusters < 65525 ? 16 : 32;
        // A FAT32 volume has no root directory of fixed size; one that has one is FAT12 or FAT16.
        if (fields.U16(22) == 0 && rootEntries == 0)
            bits = 32;
        var isFat32 = bits == 32;
        var rootSector = isFat32 ? firstData + ((long)fields.U32(44) - 2) * sectorsPerCluster : firstData - rootSectors;
        return new FatGeometry
        {
            SectorBytes = sectorBytes,
            SectorsPerCluster = sectorsPerCluster,
            Sectors = sectors,
            Bits = bits,
            RootOffset = rootSector * sectorBytes,
            RootBytes = isFat32 ? sectorBytes * sectorsPerCluster : rootEntries * 32,
        };
    }
}
