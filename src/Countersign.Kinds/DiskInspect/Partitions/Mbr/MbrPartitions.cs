namespace Countersign.Kinds.DiskInspect.Partitions.Mbr;

/// <summary>Turns entries of boot records into partitions.</summary>
internal static class MbrPartitions
{
    public static Partition Primary(MbrEntry entry, int number, string diskId, int sectorBytes) =>
        Create(entry, entry.FirstSector, number, diskId, sectorBytes, entry.IsExtended ? "extended" : "primary");

    /// <param name="entry">The first entry of an EBR.</param>
    /// <param name="firstSector">Counted from the start of the disk.</param>
    /// <param name="number">From 5.</param>
    /// <param name="diskId">Disk signature as 8 hex digits.</param>
    /// <param name="sectorBytes">Logical sector size.</param>
    public static Partition Logical(MbrEntry entry, long firstSector, int number, string diskId, int sectorBytes) =>
        Create(entry, firstSector, number, diskId, sectorBytes, "logical");

    private static Partition Create(MbrEntry entry, long firstSector, int number, string diskId, int sectorBytes, string role) => new()
    {
        Number = number,
        TypeId = $"{entry.Type:x2}",
        TypeName = MbrTypes.NameOf(entry.Type),
        Uuid = $"{diskId}-{number:x2}",
        Bootable = entry.Status == MbrEntry.Active,
        Role = role,
        StartByte = firstSector * sectorBytes,
        SizeBytes = entry.Sectors * (long)sectorBytes,
    };
}
