namespace Countersign.Kinds.DiskInspect.Bytes;

/// <summary>Reads entries of on-disk tables a slice at a time, so that a table's size in a header never decides about memory.</summary>
/// <param name="source">The file that holds the tables.</param>
/// <param name="name">How messages call the tables, for example <c>qcow2 L2 table</c>.</param>
internal sealed class TableSlices(ByteSource source, string name)
{
    private const int SliceBytes = 4096;
    private const int SlicesKept = 16;

    private readonly RecentBlocks _slices = new(SlicesKept);

    /// <summary>The bytes of one entry. <paramref name="entryBytes"/> divides 4096.</summary>
    public ReadOnlySpan<byte> Entry(long tableOffset, long index, int entryBytes)
    {
        var at = checked(index * entryBytes);
        var slice = _slices.GetOrAdd(checked(tableOffset + at / SliceBytes * SliceBytes), Load);
        var within = (int)(at % SliceBytes);
        if (within + entryBytes > slice.Length)
            throw DiskImageException.Truncated($"Entry {index} of the {name}", tableOffset + at, entryBytes, source.Length);
        return slice.AsSpan(within, entryBytes);
    }

    private byte[] Load(long offset)
    {
        var slice = new byte[SliceBytes];
        var read = source.ReadUpTo(offset, slice);
        return read == SliceBytes ? slice : slice[..read];
    }
}
