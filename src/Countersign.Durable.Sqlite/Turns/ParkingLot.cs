using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// Deals with instances that cannot be run: notes why, keeps what they are sent for the day they can, and ends one that is
/// terminated.
/// </summary>
internal sealed class ParkingLot(SqliteDatabase database, InstanceReader reader, TimeProvider clock)
{
    /// <summary>Makes the messages durable, or ends the instance.</summary>
    /// <returns>The other instances that have something to do; null when the instance was not ended.</returns>
    public async Task<IReadOnlyList<string>?> ParkAsync(string id, IReadOnlyList<InstanceMessage> messages, FailureDetails failure)
    {
        if (reader.LoadWithoutHistory(id) is not { IsFinal: false } stored)
        {
            return null;
        }

        if (FindTermination(stored, messages) is { } termination)
        {
            var commit = TryLoad(id) is { } whole
                ? Termination.Of(whole, termination, clock.GetUtcNow())
                : Termination.OfUnreadable(stored, termination, clock.GetUtcNow());
            return await database.WriteAsync(session => TurnWriter.Write(session, commit));
        }

        // Timers stay in their table, and fire again after the next start.
        var kept = messages.Where(message => message.Event is { Kind: not HistoryEventKind.TimerFired }).ToList();
        if (kept.Count > 0 || stored.Failure != FailureJson.Write(failure))
        {
            await database.WriteAsync(session =>
            {
                InstanceWriter.Park(session, stored, failure, clock.GetUtcNow());
                kept.ForEach(message => InstanceWriter.AddToInbox(session, id, message.Generation, message.Event!));
            });
        }

        return null;
    }

    private HistoryEvent? FindTermination(StoredInstance stored, IReadOnlyList<InstanceMessage> messages)
    {
        var told = messages.Select(message => message.Event);
        try
        {
            told = told.Concat(reader.ReadInbox(stored.Key).Select(entry => entry.Event));
        }
        catch (InvalidDataException)
        {
            // The termination that matters is the one that somebody waits for.
        }

        return told.FirstOrDefault(happened => happened?.Kind is HistoryEventKind.ExecutionTerminated);
    }

    private StoredInstance? TryLoad(string id)
    {
        try
        {
            return reader.Load(id);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
