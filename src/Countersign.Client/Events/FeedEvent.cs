using Countersign.Contracts.Events;

namespace Countersign.Client.Events;

/// <summary>An event of the feed over all jobs.</summary>
/// <param name="Cursor">Where the feed stands with it, or before it; following after this cursor misses nothing.</param>
/// <param name="Event">The event.</param>
public sealed record FeedEvent(string Cursor, JobEvent Event);
