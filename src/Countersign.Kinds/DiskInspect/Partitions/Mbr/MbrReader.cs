using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Partitions.Mbr;

/// <summary>Reads the partitions of an MBR and of its extended partition.</summary>
internal static class MbrReader
{
    public static PartitionTable Read(DiskImage image, BootRecord record)
    {
        var sectorBytes = image.SectorSize;
        var diskId = $"{record.DiskSignature:x8}";
        var partitions = new List<Partition>();
        var problems = new List<DiskProblem>();
        for (var i = 0; i < 4; i++)
        {
            if (record.Entries[i].IsUsed)
                partitions.Add(MbrPartitions.Primary(record.Entries[i], i + 1, diskId, sectorBytes));
        }

        var chain = new EbrChain(image, sectorBytes, diskId);
        var extended = record.Entries.Where(entry => entry.IsUsed && entry.IsExtended).ToList();
        foreach (var entry in extended)
            chain.Follow(entry);
        if (extended.Count > 1)
            problems.Add(new("several_extended", $"The MBR has {extended.Count} extended partitions; allowed is one."));
        partitions.AddRange(chain.Partitions);
        problems.AddRange(chain.Problems);
        if (record.Entries.Count(entry => entry.IsUsed && entry.Status == MbrEntry.Active) > 1)
            problems.Add(new("several_active", "The MBR marks more than one partition as active; allowed is one."));

        return new PartitionTable
        {
            Scheme = PartitionScheme.Mbr,
            SectorSizeBytes = sectorBytes,
            DiskId = diskId,
            Partitions = PartitionChecks.Apply(partitions, image.VirtualSize),
            Problems = problems,
        };
    }
}
