using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Partitions.Mbr;

/// <summary>
/// Follows the extended boot records of an extended partition: entry 0 is a logical partition, counted from its own EBR,
/// entry 1 the next EBR, counted from the start of the extended partition.
/// </summary>
/// <remarks>Only forward steps within the extended partition are followed, at most 128, so a hostile chain ends.</remarks>
internal sealed class EbrChain(DiskImage image, int sectorBytes, string diskId)
{
    private const int MaxLogical = 128;
    private const int FirstLogicalNumber = 5;

    private readonly List<Partition> _partitions = [];
    private readonly List<DiskProblem> _problems = [];
    private readonly HashSet<long> _visited = [];

    public IReadOnlyList<Partition> Partitions => _partitions;

    public IReadOnlyList<DiskProblem> Problems => _problems;

    public void Follow(MbrEntry extended)
    {
        long sector = extended.FirstSector;
        var end = extended.FirstSector + (long)extended.Sectors;
        while (Visit(sector) is { } record)
        {
            AddLogical(record.Entries[0], sector, end);
            var link = record.Entries[1];
            if (!link.IsUsed || !link.IsExtended)
                return;
            var next = extended.FirstSector + (long)link.FirstSector;
            if (next >= end)
            {
                Report(
                    $"The EBR at sector {sector} leads to sector {next}; allowed is up to {end - 1}, the end of the extended partition.");
                return;
            }

            sector = next;
        }
    }

    private BootRecord? Visit(long sector)
    {
        if (_visited.Count == MaxLogical)
        {
            Report($"The chain has more than {MaxLogical} EBRs; the rest is not read.");
            return null;
        }

        if (!_visited.Add(sector))
        {
            Report($"The chain comes back to the EBR at sector {sector}; allowed is a chain without a loop.");
            return null;
        }

        var record = BootRecord.TryRead(image, sector * sectorBytes);
        if (record is null)
            Report($"Sector {sector} should hold an EBR; it lies outside the disk or does not end in 55 AA.");
        return record;
    }

    private void AddLogical(MbrEntry entry, long ebrSector, long end)
    {
        if (!entry.IsUsed || entry.IsExtended)
            return;
        var number = FirstLogicalNumber + _partitions.Count;
        var logical = MbrPartitions.Logical(entry, ebrSector + entry.FirstSector, number, diskId, sectorBytes);
        var outside = ebrSector + (long)entry.FirstSector + entry.Sectors > end;
        _partitions.Add(outside
            ? logical with { Problems = [
                new("outside_extended", $"Partition {number} ends behind sector {end - 1}, the end of the extended partition.")] }
            : logical);
    }

    private void Report(string message) => _problems.Add(new("ebr_chain_broken", message));
}
