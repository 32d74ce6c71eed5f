namespace Countersign.Kinds.DiskInspect.Partitions;

/// <summary>The partition table of a disk and what is wrong with it.</summary>
internal sealed record PartitionTable
{
    /// <summary>One of <see cref="PartitionScheme"/>.</summary>
    public required string Scheme { get; init; }

    /// <summary>Size in bytes of the sectors that the table counts in; null without a table.</summary>
    public int? SectorSizeBytes { get; init; }

    /// <summary>GPT: disk GUID in lower case. MBR: disk signature as 8 hex digits. Null without a table.</summary>
    public string? DiskId { get; init; }

    /// <summary>GPT only: whether the partitions come from the backup because the primary table is damaged.</summary>
    public bool? BackupUsed { get; init; }

    public IReadOnlyList<Partition> Partitions { get; init; } = [];

    public IReadOnlyList<DiskProblem> Problems { get; init; } = [];

    public static PartitionTable Absent { get; } = new() { Scheme = PartitionScheme.None };
}
