using Countersign.Kinds.DiskInspect.FileSystems;
using Countersign.Kinds.DiskInspect.Images;
using Countersign.Kinds.DiskInspect.Partitions.Gpt;
using Countersign.Kinds.DiskInspect.Partitions.Mbr;

namespace Countersign.Kinds.DiskInspect.Partitions;

/// <summary>Finds out which partition table a disk has and reads it.</summary>
internal static class PartitionTableReader
{
    private static readonly int[] SectorSizes = [512, 4096];

    /// <summary>Returns <see cref="PartitionTable.Absent"/> when there is none. Damage is reported, not thrown.</summary>
    /// <exception cref="DiskImageException">The image itself cannot be read where a table should be.</exception>
    public static PartitionTable Read(DiskImage image)
    {
        var record = BootRecord.TryRead(image, 0) is { IsPlausibleTable: true } plausible ? plausible : null;
        var used = record?.Entries.Where(entry => entry.IsUsed).ToList() ?? [];
        var isProtected = used.Any(entry => entry.Type == MbrEntry.Protective);
        if (isProtected || used.Count == 0)
        {
            if (FindGptSectorSize(image, isProtected) is { } sectorBytes)
                return WithBootRecordProblems(new GptReader(image, sectorBytes).Read(), isProtected, used.Count);
        }

        // The boot sector of FAT, exFAT or NTFS ends in 55 AA too, and its code may look like entries by chance.
        return used.Count == 0 || BootSectorProber.IsFileSystem(image) ? PartitionTable.Absent : MbrReader.Read(image, record!);
    }

    /// <summary>Raw images do not say their sector size; where the header stands does. With 4096-byte sectors it is at byte 4096.</summary>
    private static int? FindGptSectorSize(DiskImage image, bool isProtected)
    {
        foreach (var size in SectorSizes.OrderByDescending(size => size == image.SectorSize))
        {
            if (GptHeader.HasSignature(image, 1, size) || GptHeader.HasSignature(image, image.VirtualSize / size - 1, size))
                return size;
        }

        // A protective MBR announces a GPT; when both copies are gone that is worth saying.
        return isProtected ? image.SectorSize : null;
    }

    private static PartitionTable WithBootRecordProblems(PartitionTable table, bool isProtected, int usedEntries)
    {
        if (!isProtected)
            return table with { Problems = [
                .. table.Problems,
                new("protective_mbr_missing", "The disk has a GPT without a protective MBR; older systems take it for empty.")] };
        return usedEntries == 1
            ? table
            : table with { Problems = [
                .. table.Problems,
                new("hybrid_mbr", $"The MBR has {usedEntries - 1} entries beside the protective one; the GPT is what is reported.")] };
    }
}
