using Countersign.Durable.Sqlite.History;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>New instances and messages for existing ones; every method runs inside a unit of work.</summary>
internal static class InstanceWriter
{
    /// <summary>Inserts a pending instance; false when the id is taken.</summary>
    public static bool TryInsert(
        SqliteSession session, string id, string name, string version, string? input, DateTimeOffset at, ParentLink? parent = null)
    {
        var now = StoredTime.FromInstant(at);
        return session.Execute(
            """
            INSERT INTO durable_instances
                (id, name, generation, status, active, created_at, updated_at, input, parent_id, parent_generation, parent_task, version)
            VALUES (?1, ?2, 0, ?3, 1, ?4, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (id) DO NOTHING
            """,
            id,
            name,
            (int)RuntimeStatus.Pending,
            now,
            input,
            parent?.InstanceId,
            parent?.Generation,
            parent?.TaskId,
            version) == 1;
    }

    /// <summary>Notes why an instance cannot be run; it stays as it is otherwise, and is looked at again by the next start.</summary>
    public static void Park(SqliteSession session, StoredInstance stored, FailureDetails failure, DateTimeOffset at) => session.Execute(
        "UPDATE durable_instances SET failure = ?2, active = 1, updated_at = ?3 WHERE key = ?1 AND generation = ?4 AND status <= ?5",
        stored.Key,
        FailureJson.Write(failure),
        StoredTime.FromInstant(at),
        stored.Generation,
        (int)RuntimeStatus.Suspended);

    /// <summary>Leaves a message for an instance's next turn; an instance that does not exist gets none.</summary>
    public static void AddToInbox(SqliteSession session, string instanceId, int? generation, HistoryEvent message) =>
        session.Execute(
            "INSERT INTO durable_inbox (instance, generation, events) SELECT key, ?2, ?3 FROM durable_instances WHERE id = ?1",
            instanceId,
            generation,
            HistoryWriter.Write([message]));
}
