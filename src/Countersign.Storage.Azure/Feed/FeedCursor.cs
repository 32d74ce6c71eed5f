using System.Globalization;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Feed;

/// <summary>A place in the feed.</summary>
/// <param name="Entry">The entry that was read last, or is being read.</param>
/// <param name="Seq">The number of the last event of that entry that was read; 0 when all of them were.</param>
internal readonly record struct FeedCursor(long Entry, long Seq)
{
    /// <exception cref="InvalidCursorException">The text is no such place.</exception>
    public static FeedCursor Parse(string text) =>
        text.Split('-') is [var entry, var seq] && Number(entry) is { } n && Number(seq) is { } s ? new FeedCursor(n, s) : throw new InvalidCursorException();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entry}-{Seq}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
