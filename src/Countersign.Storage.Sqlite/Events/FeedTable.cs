using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Events;

/// <summary>The events of all jobs in the order of the rowids of <c>job_events</c>.</summary>
/// <remarks>
/// There is one writer, and SQLite gives a new row the greatest rowid and one more (https://www.sqlite.org/autoinc.html), so rows become
/// readable in the order of their rowids. Two things would break that, and neither happens: a greatest row that is removed, whose
/// number would be given again (<see cref="KeepLast"/>), and VACUUM, which nothing here runs.
/// </remarks>
internal static class FeedTable
{
    /// <summary>The rowid of the last row; 0 without any.</summary>
    public static long Last(SqliteSession session)
    {
        using var rows = session.Query("SELECT max(rowid) FROM job_events");
        return rows.Read() ? rows.GetInt64OrNull(0) ?? 0 : 0;
    }

    public static (List<(long Place, JobEvent Event)> Events, long Next) Read(SqliteSession session, long after, int limit)
    {
        using var rows = session.Query("SELECT rowid, event FROM job_events WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", after, limit);
        var events = new List<(long, JobEvent)>();
        var next = after;
        while (rows.Read())
        {
            next = rows.GetInt64(0);
            if (rows.GetSpan(1) is { IsEmpty: false } json)
            {
                events.Add((next, StoredJson.Read(json, StoredJson.Event)));
            }
        }

        return (events, next);
    }

    /// <summary>
    /// Keeps the last row's number from being given again when its job is about to be removed: the row stays, without an event and
    /// without a job. It takes the place of the one that was kept before.
    /// </summary>
    public static void KeepLast(SqliteSession session, long job)
    {
        var last = Last(session);
        if (IsOf(session, last, job))
        {
            session.Execute("DELETE FROM job_events WHERE job = 0");
            session.Execute("UPDATE job_events SET job = 0, event = x'' WHERE rowid = ?1", last);
        }
    }

    private static bool IsOf(SqliteSession session, long place, long job)
    {
        using var rows = session.Query("SELECT 1 FROM job_events WHERE rowid = ?1 AND job = ?2", place, job);
        return rows.Read();
    }
}
