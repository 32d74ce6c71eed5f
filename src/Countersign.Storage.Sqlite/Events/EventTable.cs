using Countersign.Contracts.Events;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Events;

/// <summary>The table <c>job_events</c>. Its rowid orders the events of all jobs as they were committed.</summary>
internal static class EventTable
{
    public static void Append(SqliteSession session, long job, JobRecord record, long seq, EventDraft draft) => session.Execute(
        "INSERT INTO job_events (job, seq, type, event) VALUES (?1, ?2, ?3, ?4)",
        job,
        seq,
        draft.Type,
        StoredJson.Write(draft.ToEvent(record, seq), StoredJson.Event));

    public static IReadOnlyList<JobEvent> Read(SqliteSession session, string jobId, long after, int limit, string? type)
    {
        using var rows = type is null
            ? session.Query(
                """
                SELECT event FROM job_events WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) AND seq > ?2
                ORDER BY seq LIMIT ?3
                """,
                jobId,
                after,
                limit)
            : session.Query(
                """
                SELECT event FROM job_events WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) AND seq > ?2 AND type = ?4
                ORDER BY seq LIMIT ?3
                """,
                jobId,
                after,
                limit,
                type);
        var events = new List<JobEvent>();
        while (rows.Read())
        {
            events.Add(StoredJson.Read(rows.GetSpan(0), StoredJson.Event));
        }

        return events;
    }

    /// <summary>The newest event's number; 0 without events or without a job.</summary>
    public static long LastSeq(SqliteSession session, string jobId)
    {
        using var rows = session.Query("SELECT last_seq FROM jobs WHERE job_id = ?1", jobId);
        return rows.Read() ? rows.GetInt64(0) : 0;
    }
}
