namespace Countersign.Server.Ports;

/// <summary>A part of the feed.</summary>
/// <param name="Entries">In order. May be empty before the end: events of removed jobs leave places without an event.</param>
/// <param name="Next">Where to go on; the cursor that was asked for at the end of the feed, and only there.</param>
public sealed record FeedPage(IReadOnlyList<FeedEntry> Entries, string Next);
