using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Partitions.Gpt;

/// <summary>Reads a GUID partition table from its primary copy or, when that is damaged, from the backup (UEFI 2.10, 5.3).</summary>
internal sealed class GptReader(DiskImage image, int sectorBytes)
{
    private readonly List<DiskProblem> _problems = [];

    private long LastLba => image.VirtualSize / sectorBytes - 1;

    public PartitionTable Read()
    {
        var header = TryReadCopy(1, "gpt_primary_damaged", "primary", out var partitions);
        var backupLba = header is null || header.AlternateLba > long.MaxValue ? LastLba : (long)header.AlternateLba;
        if (header is not null && backupLba != LastLba)
            _problems.Add(new(
                "gpt_backup_not_at_end",
                $"The backup table is expected at sector {header.AlternateLba}; the disk ends with sector {LastLba}."));
        var backup = TryReadCopy(backupLba, "gpt_backup_damaged", "backup", out var backupPartitions);
        if (header is not null && backup is not null
            && (header.DiskId != backup.DiskId || header.EntriesChecksum != backup.EntriesChecksum))
            _problems.Add(new(
                "gpt_copies_differ", "Primary and backup table are both intact but describe different partitions; the primary is used."));

        var usable = header ?? backup;
        return new PartitionTable
        {
            Scheme = PartitionScheme.Gpt,
            SectorSizeBytes = sectorBytes,
            DiskId = usable?.DiskId.ToString(),
            BackupUsed = header is null && backup is not null,
            Partitions = PartitionChecks.Apply(partitions ?? backupPartitions ?? [], image.VirtualSize),
            Problems = _problems,
        };
    }

    /// <summary>Returns the header only when its array is intact too, since one is of no use without the other.</summary>
    private GptHeader? TryReadCopy(long lba, string code, string name, out IReadOnlyList<Partition>? partitions)
    {
        partitions = null;
        var header = GptHeader.TryRead(image, lba, sectorBytes, out var fault);
        if (header is not null)
            partitions = GptEntries.TryRead(image, header, sectorBytes, out fault);
        if (partitions is not null)
            return header;
        _problems.Add(new(code, $"The {name} GPT is not usable: {fault}."));
        return null;
    }
}
