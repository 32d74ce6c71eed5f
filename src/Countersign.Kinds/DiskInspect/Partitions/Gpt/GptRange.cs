namespace Countersign.Kinds.DiskInspect.Partitions.Gpt;

/// <summary>Turns first and last LBA of an entry into bytes. Any 64-bit value may stand there.</summary>
internal static class GptRange
{
    /// <summary>Beyond every image; keeps start plus size within a signed 64-bit number.</summary>
    private const ulong MaxByte = 1UL << 61;

    public static long StartByte(ulong first, int sectorBytes) => ToBytes(first, sectorBytes);

    public static long SizeBytes(ulong first, ulong last, int sectorBytes) =>
        last < first ? 0 : ToBytes(last - first == ulong.MaxValue ? last : last - first + 1, sectorBytes);

    public static IReadOnlyList<DiskProblem> Problems(int number, ulong first, ulong last, GptHeader header, long diskSectors)
    {
        if (last < first)
            return [new("invalid_range", $"Partition {number} ends at sector {last}, before its start at sector {first}.")];
        // What lies outside the disk altogether is reported as such, for MBR and GPT alike.
        if (last >= (ulong)diskSectors || (first >= header.FirstUsableLba && last <= header.LastUsableLba))
            return [];
        return [new(
            "outside_usable",
            $"Partition {number} covers sectors {first} to {last}; usable are {header.FirstUsableLba} to {header.LastUsableLba}.")];
    }

    private static long ToBytes(ulong sectors, int sectorBytes) =>
        (long)Math.Min(MaxByte, sectors > MaxByte / (ulong)sectorBytes ? MaxByte : sectors * (ulong)sectorBytes);
}
