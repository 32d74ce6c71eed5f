using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>A message that waits in the store for its instance's next turn.</summary>
/// <param name="Seq">Its place in line.</param>
/// <param name="Generation">The execution it is for; null for whichever is current.</param>
/// <param name="Event">What the instance is told.</param>
internal sealed record InboxEntry(long Seq, int? Generation, HistoryEvent Event);
