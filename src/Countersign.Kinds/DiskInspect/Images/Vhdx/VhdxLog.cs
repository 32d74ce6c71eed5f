using Countersign.Kinds.DiskInspect.Bytes;

namespace Countersign.Kinds.DiskInspect.Images.Vhdx;

/// <summary>The active sequence of the log ([MS-VHDX] 2.3): writes that were announced and may not have reached their place.</summary>
/// <param name="Pages">Per 4 KiB page of the file the last write to it.</param>
/// <param name="FileLength">Length that the file must be taken to have after the replay.</param>
internal sealed record VhdxLog(IReadOnlyDictionary<long, VhdxLogPage> Pages, long FileLength)
{
    private const uint MaxLogBytes = 64 * 1024 * 1024;

    /// <summary>A hostile log can claim an entry of full length at every sector; checking each would take quadratic time.</summary>
    private const long MaxCheckedBytes = 4L * MaxLogBytes;

    public static VhdxLog Read(ByteSource source, VhdxHeader header)
    {
        if (header.LogVersion != 0)
            throw DiskImageException.Unsupported("VHDX log version", header.LogVersion, "0");
        if (header.LogBytes is 0 or > MaxLogBytes || header.LogBytes % (1024 * 1024) != 0)
            throw DiskImageException.Unsupported("VHDX log length", header.LogBytes, $"whole MiB up to {MaxLogBytes} bytes");
        if (header.LogOffset > (ulong)Math.Max(0, source.Length - header.LogBytes))
            throw DiskImageException.Truncated("VHDX log", unchecked((long)header.LogOffset), header.LogBytes, source.Length);

        var ring = new byte[header.LogBytes];
        source.ReadExactly((long)header.LogOffset, ring, "VHDX log");
        var entries = FindEntries(ring, header.LogId);
        return VhdxLogReplay.Apply(ring, ActiveSequence(entries, ring.Length), source.Length);
    }

    private static Dictionary<int, VhdxLogEntry> FindEntries(byte[] ring, Guid logId)
    {
        var entries = new Dictionary<int, VhdxLogEntry>();
        long checkedBytes = 0;
        for (var at = 0; at < ring.Length; at += VhdxLogEntry.SectorBytes)
        {
            if (VhdxLogEntry.TryReadHeader(ring, at, logId) is not { } entry)
                continue;
            checkedBytes += entry.Length;
            if (checkedBytes > MaxCheckedBytes)
                throw DiskImageException.Corrupt(
                    "Length of the entries in the VHDX log", $"more than {MaxCheckedBytes} bytes together", $"at most {ring.Length}");
            if (entry.ChecksumMatches(ring))
                entries.Add(at, entry);
        }

        return entries;
    }

    /// <summary>2.3.3: the entry with the highest sequence number whose tail leads to it without a gap.</summary>
    private static List<VhdxLogEntry> ActiveSequence(Dictionary<int, VhdxLogEntry> entries, int ringLength)
    {
        foreach (var head in entries.Values.OrderByDescending(entry => entry.Sequence).Take(16))
        {
            var sequence = new List<VhdxLogEntry>();
            var next = entries.GetValueOrDefault(head.Tail);
            while (next is not null && (sequence.Count == 0 || next.Sequence == sequence[^1].Sequence + 1))
            {
                sequence.Add(next);
                if (next == head)
                    return sequence;
                next = entries.GetValueOrDefault((int)((next.Offset + (long)next.Length) % ringLength));
            }
        }

        throw DiskImageException.Corrupt("VHDX log", "without an active sequence of entries", "one, because the header names a log");
    }
}
