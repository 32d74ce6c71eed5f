using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>What a turn came to: what to write, and what to start once that is written.</summary>
/// <param name="Commit">Null when nothing happened that is worth recording.</param>
/// <param name="Activities">Calls to start; those of earlier turns among them when the instance was just loaded.</param>
/// <param name="Deferred">The turn's part of the history, where it is to be written together with what follows; otherwise empty.</param>
internal sealed record TurnPlan(
    TurnCommit? Commit, IReadOnlyList<HistoryEvent> Activities, IReadOnlyList<HistoryEvent> Deferred);
