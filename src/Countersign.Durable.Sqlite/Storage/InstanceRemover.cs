using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Ends the stored life of final instances; every method runs inside a unit of work.</summary>
internal static class InstanceRemover
{
    private static readonly RuntimeStatus[] FinalStatuses = [RuntimeStatus.Completed, RuntimeStatus.Failed, RuntimeStatus.Terminated];

    /// <summary>Removes a final instance with all that belongs to it; false when it is not final or not there.</summary>
    public static bool TryPurge(SqliteSession session, string instanceId)
    {
        if (FindFinal(session, instanceId) is not { } key)
        {
            return false;
        }

        Purge(session, key);
        return true;
    }

    /// <summary>Removes the oldest final instances that match, and answers how many.</summary>
    public static int Purge(SqliteSession session, OrchestrationFilter filter, int maxInstances)
    {
        var final = filter with { Statuses = [.. FinalStatuses.Where(status => filter.Statuses?.Contains(status) ?? true)] };
        if (final.Statuses.Count == 0)
        {
            return 0;
        }

        var keys = FindKeys(session, final, maxInstances);
        keys.ForEach(key => Purge(session, key));
        return keys.Count;
    }

    /// <summary>
    /// Makes a final instance pending again, as the next generation of itself; false when it is not final or not there. It
    /// no longer answers a parent, which has had its answer.
    /// </summary>
    public static bool TryRestart(SqliteSession session, string instanceId, DateTimeOffset at)
    {
        if (FindFinal(session, instanceId) is not { } key)
        {
            return false;
        }

        Empty(session, key);
        session.Execute(
            """
            UPDATE durable_instances
            SET status = ?2, active = 1, generation = generation + 1, created_at = ?3, updated_at = ?3,
                output = NULL, custom_status = NULL, failure = NULL, parent_id = NULL, parent_generation = NULL, parent_task = NULL
            WHERE key = ?1
            """,
            key,
            (int)RuntimeStatus.Pending,
            StoredTime.FromInstant(at));
        return true;
    }

    /// <summary>
    /// Starts an orchestration under an id that is taken, as the next generation of what has it. What still runs is ended without
    /// a word to it, and its parent told.
    /// </summary>
    /// <returns>The other instances that have something to do because of it.</returns>
    public static IReadOnlyList<string> Replace(SqliteSession session, StoredInstance old, InstanceStart start)
    {
        var woken = new List<string>();
        if (!old.IsFinal)
        {
            TurnWriter.TellParentOfTermination(session, old, woken);
        }

        Empty(session, old.Key);
        session.Execute(
            """
            UPDATE durable_instances
            SET name = ?2, version = ?3, input = ?4, status = ?5, active = 1, generation = generation + 1, created_at = ?6, updated_at = ?6,
                output = NULL, custom_status = NULL, failure = NULL, parent_id = NULL, parent_generation = NULL, parent_task = NULL
            WHERE key = ?1
            """,
            old.Key,
            start.Name,
            start.Version,
            start.Input,
            (int)RuntimeStatus.Pending,
            StoredTime.FromInstant(start.At));
        return woken;
    }

    private static long? FindFinal(SqliteSession session, string instanceId)
    {
        using var rows = session.Query("SELECT key, status FROM durable_instances WHERE id = ?1", instanceId);
        return rows.Read() && FinalStatuses.Contains((RuntimeStatus)rows.GetInt32(1)) ? rows.GetInt64(0) : null;
    }

    private static List<long> FindKeys(SqliteSession session, OrchestrationFilter filter, int limit)
    {
        var keys = new List<long>();
        using var rows = InstanceFilter.Query(session, "id", filter, FilterPosition.Start, limit);
        while (rows.Read())
        {
            keys.Add(rows.GetInt64(0));
        }

        return keys;
    }

    private static void Purge(SqliteSession session, long key)
    {
        Empty(session, key);
        session.Execute("DELETE FROM durable_instances WHERE key = ?1", key);
    }

    private static void Empty(SqliteSession session, long key)
    {
        session.Execute("DELETE FROM durable_history WHERE instance = ?1", key);
        session.Execute("DELETE FROM durable_timers WHERE instance = ?1", key);
        session.Execute("DELETE FROM durable_inbox WHERE instance = ?1", key);
    }
}
