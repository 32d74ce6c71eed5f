namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Collects the ranges that were read.</summary>
internal sealed class ByteRanges
{
    private readonly SortedDictionary<long, long> _endByStart = [];

    public void Add(long offset, long length)
    {
        if (length > 0)
            _endByStart[offset] = Math.Max(offset + length, _endByStart.GetValueOrDefault(offset));
    }

    /// <summary>
    /// The ranges in order, adjoining ones as one; where that leaves more than <paramref name="most"/>, the smallest gaps are
    /// closed too.
    /// </summary>
    public IReadOnlyList<ByteRange> Merged(int most)
    {
        var merged = new List<ByteRange>();
        foreach (var (start, end) in _endByStart)
        {
            if (merged.Count > 0 && start <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, end - 1) };
            else
                merged.Add(new ByteRange(start, end - 1));
        }

        return merged.Count <= most ? merged : CloseGaps(merged, most);
    }

    private static List<ByteRange> CloseGaps(List<ByteRange> ranges, int most)
    {
        var kept = Enumerable.Range(1, ranges.Count - 1)
            .OrderByDescending(i => ranges[i].First - ranges[i - 1].Last)
            .Take(most - 1)
            .Order()
            .ToList();
        int[] starts = [0, .. kept];
        int[] ends = [.. kept, ranges.Count];
        return [.. starts.Zip(ends, (start, end) => new ByteRange(ranges[start].First, ranges[end - 1].Last))];
    }
}
