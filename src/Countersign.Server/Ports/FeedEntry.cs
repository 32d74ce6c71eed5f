using Countersign.Contracts.Events;

namespace Countersign.Server.Ports;

/// <summary>An event in the order of all jobs.</summary>
/// <param name="Cursor">The place behind it: reading after it goes on with the next event.</param>
/// <param name="Event">As it stands in its job's log.</param>
public sealed record FeedEntry(string Cursor, JobEvent Event);
