namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Keeps the last few blocks that were read or decoded, so that neighbouring reads do not repeat the work.</summary>
/// <remarks>
/// Bounded by count; the oldest block makes room. Inspection reads in bursts at one place, so order of arrival is enough.
/// </remarks>
internal sealed class RecentBlocks(int capacity)
{
    private readonly Dictionary<long, byte[]> _blocks = new(capacity);
    private readonly Queue<long> _arrivals = new(capacity);

    public byte[] GetOrAdd(long key, Func<long, byte[]> load)
    {
        if (_blocks.TryGetValue(key, out var known))
            return known;
        var block = load(key);
        if (_arrivals.Count == capacity)
            _blocks.Remove(_arrivals.Dequeue());
        _blocks.Add(key, block);
        _arrivals.Enqueue(key);
        return block;
    }
}
