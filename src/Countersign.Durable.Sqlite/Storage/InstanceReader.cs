using Countersign.Durable.Sqlite.History;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>What turns, timers and a starting engine read.</summary>
internal sealed class InstanceReader(SqliteDatabase database)
{
    /// <summary>The instance with its history; without it when final. Null when there is no such instance.</summary>
    public StoredInstance? Load(string id) => Read(id, instance => !instance.IsFinal);

    /// <summary>The instance without its history. Null when there is no such instance.</summary>
    public StoredInstance? LoadWithoutHistory(string id) => Read(id, _ => false);

    /// <summary>The instance with its history, final or not. Null when there is no such instance.</summary>
    public StoredInstance? ReadHistory(string id) => Read(id, _ => true);

    /// <summary>The messages that wait for the instance, oldest first.</summary>
    public IReadOnlyList<InboxEntry> ReadInbox(long key) => database.Read(session =>
    {
        var entries = new List<InboxEntry>();
        using var rows = session.Query("SELECT seq, generation, events FROM durable_inbox WHERE instance = ?1 ORDER BY seq", key);
        while (rows.Read())
        {
            var events = new List<HistoryEvent>(1);
            HistoryReader.Read(rows.GetSpan(2), events);
            if (events.Count != 1)
            {
                throw new InvalidDataException($"A message in line holds {events.Count} events where one belongs.");
            }

            entries.Add(new InboxEntry(rows.GetInt64(0), (int?)rows.GetInt64OrNull(1), events[0]));
        }

        return entries;
    });

    /// <summary>The instances that have work to do without anything new happening.</summary>
    public IReadOnlyList<string> ReadActive() => database.Read(session =>
    {
        var ids = new List<string>();
        using var rows = session.Query(
            """
            SELECT id FROM durable_instances WHERE active = 1
            UNION
            SELECT i.id FROM durable_inbox AS b JOIN durable_instances AS i ON i.key = b.instance
            """);
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    });

    /// <summary>The next timers after a position that are due by an instant, in the order in which they are due.</summary>
    public IReadOnlyList<DueTimer> ReadDueTimers(TimerPosition after, long until, int limit) => database.Read(session =>
    {
        var timers = new List<DueTimer>();
        using var rows = session.Query(
            """
            SELECT i.id, i.generation, t.due, t.instance, t.task
            FROM durable_timers AS t JOIN durable_instances AS i ON i.key = t.instance
            WHERE (t.due, t.instance, t.task) > (?1, ?2, ?3) AND t.due <= ?4
            ORDER BY t.due, t.instance, t.task LIMIT ?5
            """,
            after.Due,
            after.Instance,
            after.TaskId,
            until,
            limit);
        while (rows.Read())
        {
            var position = new TimerPosition(rows.GetInt64(2), rows.GetInt64(3), rows.GetInt32(4));
            timers.Add(new DueTimer(rows.GetString(0), rows.GetInt32(1), position));
        }

        return timers;
    });

    /// <summary>When the first timer after an instant is due; null when none is.</summary>
    public long? ReadNextDue(long after) => database.Read(session =>
    {
        using var rows = session.Query("SELECT min(due) FROM durable_timers WHERE due > ?1", after);
        return rows.Read() ? rows.GetInt64OrNull(0) : null;
    });

    private StoredInstance? Read(string id, Func<StoredInstance, bool> withHistory) => database.Read(session =>
        Find(session, id) is not { } instance ? null
        : withHistory(instance) ? instance with { History = ReadHistory(session, instance.Key) }
        : instance);

    /// <summary>The instance without its history, as the session sees it.</summary>
    public static StoredInstance? Find(SqliteSession session, string id)
    {
        using var rows = session.Query(
            """
            SELECT key, name, generation, status, updated_at, input, custom_status, parent_id, parent_generation, parent_task, version, failure
            FROM durable_instances WHERE id = ?1
            """,
            id);
        if (!rows.Read())
        {
            return null;
        }

        var parent = rows.IsNull(7) ? null : new ParentLink(rows.GetString(7), rows.GetInt32(8), rows.GetInt32(9));
        return new StoredInstance(
            rows.GetInt64(0),
            id,
            rows.GetString(1),
            rows.GetInt32(2),
            (RuntimeStatus)rows.GetInt32(3),
            StoredTime.ToInstant(rows.GetInt64(4)),
            rows.GetStringOrNull(5),
            rows.GetStringOrNull(6),
            parent)
        {
            Version = rows.GetString(10),
            Failure = rows.GetStringOrNull(11),
        };
    }

    private static List<HistoryEvent> ReadHistory(SqliteSession session, long key)
    {
        var history = new List<HistoryEvent>();
        using var rows = session.Query("SELECT seq, events FROM durable_history WHERE instance = ?1 ORDER BY seq", key);
        while (rows.Read())
        {
            if (rows.GetInt64(0) != history.Count)
            {
                throw new InvalidDataException($"The history has {history.Count} events where event {rows.GetInt64(0)} follows.");
            }

            HistoryReader.Read(rows.GetSpan(1), history);
        }

        return history;
    }
}
