using System.Buffers.Binary;

namespace Countersign.Server.Inputs.Sources;

/// <summary>
/// Counts what the directory of a zip archive lists, and keeps none of it: a reader takes the whole directory into memory before it
/// gives out the first entry. APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;
    private const uint Entry = 0x02014b50;

    /// <summary>Files and entries of all sorts; counting ends once there are more than <paramref name="most"/> entries.</summary>
    /// <param name="content">Seekable; its position is anywhere afterwards.</param>
    /// <param name="most">How many entries to count at most.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static async Task<(long Files, long Entries)> CountAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        (long Files, long Entries) largest = default;
        foreach (var start in await StartsAsync(content, cancellationToken))
        {
            var found = await CountFromAsync(content, start, most, cancellationToken);
            largest = found.Entries > largest.Entries ? found : largest;
        }

        return largest;
    }

    // Readers differ in which of the two places they believe, where an archive has both; so both are looked at.
    private static async Task<List<long>> StartsAsync(Stream content, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(content.Length, EndLength + LongestComment + LocatorLength)];
        await ReadAtAsync(content, content.Length - tail.Length, tail, cancellationToken);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength)
        {
            return [];
        }

        var starts = new List<long> { BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16)) };
        if (at >= LocatorLength && tail.AsSpan(at - LocatorLength).StartsWith("PK\u0006\u0007"u8))
        {
            var end64 = new byte[End64Length];
            var place = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorLength + 8));
            if (await ReadAtAsync(content, place, end64, cancellationToken))
            {
                starts.Add(BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(48)));
            }
        }

        return starts;
    }

    private static async Task<(long Files, long Entries)> CountFromAsync(Stream content, long start, long most, CancellationToken cancellationToken)
    {
        if (start < 0 || start >= content.Length)
        {
            return default;
        }

        content.Position = start;
        var buffered = new BufferedStream(content, 64 * 1024);
        var head = new byte[EntryLength];
        var text = new byte[3 * ushort.MaxValue];
        long files = 0, entries = 0;
        while (entries <= most
            && await buffered.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(head) == Entry)
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28));
            var rest = name + BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(32));
            if (await buffered.ReadAtLeastAsync(text.AsMemory(0, rest), rest, throwOnEndOfStream: false, cancellationToken) < rest)
            {
                break;
            }

            entries++;
            files += name > 0 && text[name - 1] == '/' ? 0 : 1;
        }

        return (files, entries);
    }

    private static async Task<bool> ReadAtAsync(Stream content, long place, byte[] into, CancellationToken cancellationToken)
    {
        if (place < 0 || place > content.Length - into.Length)
        {
            return false;
        }

        content.Position = place;
        await content.ReadExactlyAsync(into, cancellationToken);
        return true;
    }
}
