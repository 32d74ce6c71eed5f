namespace Countersign.Kinds.DiskInspect.Partitions;

/// <summary>Adds to each partition the problems of its place on the disk.</summary>
internal static class PartitionChecks
{
    public static IReadOnlyList<Partition> Apply(IReadOnlyList<Partition> partitions, long diskBytes)
    {
        var overlaps = FindOverlaps(partitions);
        return [.. partitions.Select(partition => partition with
        {
            Problems = [.. partition.Problems, .. OutOfRange(partition, diskBytes), .. overlaps[partition.Number]],
        })];
    }

    private static IEnumerable<DiskProblem> OutOfRange(Partition partition, long diskBytes)
    {
        if (partition.EndByte > diskBytes)
            yield return new(
                "out_of_range", $"Partition {partition.Number} ends at byte {partition.EndByte}; the disk has {diskBytes} bytes.");
    }

    /// <summary>
    /// Reports a partition that starts before an earlier one ends. An extended partition contains its logical ones by design.
    /// </summary>
    private static ILookup<int, DiskProblem> FindOverlaps(IReadOnlyList<Partition> partitions)
    {
        var found = new List<(int Number, DiskProblem Problem)>();
        Partition? reachesFurthest = null;
        foreach (var partition in partitions.Where(p => !p.IsExtended).OrderBy(p => p.StartByte).ThenBy(p => p.Number))
        {
            if (reachesFurthest is not null && partition.StartByte < reachesFurthest.EndByte)
            {
                found.Add((partition.Number, Overlap(partition, reachesFurthest)));
                found.Add((reachesFurthest.Number, Overlap(reachesFurthest, partition)));
            }

            if (reachesFurthest is null || partition.EndByte > reachesFurthest.EndByte)
                reachesFurthest = partition;
        }

        return found.ToLookup(item => item.Number, item => item.Problem);
    }

    private static DiskProblem Overlap(Partition partition, Partition other) =>
        new("overlap", $"Partition {partition.Number} (bytes {partition.StartByte} to {partition.EndByte - 1}) "
            + $"overlaps partition {other.Number} (bytes {other.StartByte} to {other.EndByte - 1}).");
}
