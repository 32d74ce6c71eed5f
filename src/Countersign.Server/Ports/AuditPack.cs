namespace Countersign.Server.Ports;

/// <summary>The audit rows of one change as one stored value: their contents with line breaks between them.</summary>
public static class AuditPack
{
    private const byte Border = (byte)'\n';

    public static byte[] Write(IReadOnlyList<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var pack = new byte[entries.Sum(entry => entry.Content.Length) + entries.Count - 1];
        var at = 0;
        foreach (var entry in entries)
        {
            if (at > 0)
            {
                pack[at++] = Border;
            }

            entry.Content.Span.CopyTo(pack.AsSpan(at));
            at += entry.Content.Length;
        }

        return pack;
    }

    /// <param name="lastSeq">The number of the pack's last row, which is its key.</param>
    /// <param name="pack">What <see cref="Write"/> made.</param>
    public static IReadOnlyList<AuditEntry> Read(long lastSeq, ReadOnlyMemory<byte> pack)
    {
        var count = pack.Span.Count(Border) + 1;
        var entries = new AuditEntry[count];
        var rest = pack;
        for (var i = 0; i < count; i++)
        {
            var end = rest.Span.IndexOf(Border);
            entries[i] = new AuditEntry(lastSeq - count + 1 + i, end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return entries;
    }
}
