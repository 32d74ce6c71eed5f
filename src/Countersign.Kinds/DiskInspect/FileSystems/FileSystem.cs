namespace Countersign.Kinds.DiskInspect.FileSystems;

/// <summary>What the superblock of a file system, or of another signed use of a volume, says.</summary>
internal sealed record FileSystem
{
    /// <summary>The name that blkid uses: <c>ext4</c>, <c>vfat</c>, <c>crypto_LUKS</c>, <c>LVM2_member</c> and so on.</summary>
    public required string Type { get; init; }

    /// <summary>The format's own version or variant, for example <c>FAT16</c>; null where there is only one.</summary>
    public string? Version { get; init; }

    public string? Label { get; init; }

    /// <summary>In blkid's notation, which differs by type; null when the format has none.</summary>
    public string? Uuid { get; init; }

    /// <summary>Size in bytes that the superblock claims; null when it does not tell.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Allocation unit in bytes; null when the superblock does not tell.</summary>
    public long? BlockSizeBytes { get; init; }

    public IReadOnlyList<DiskProblem> Problems { get; init; } = [];
}
