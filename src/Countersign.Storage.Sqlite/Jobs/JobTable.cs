using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Events;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>The table <c>jobs</c> with its tags.</summary>
internal static class JobTable
{
    private static readonly string[] PartTables =
        ["job_events", "job_plans", "job_decisions", "job_steps", "job_documents", "job_artifacts", "job_metrics", "audit"];

    public static StoredJob? Find(SqliteSession session, string jobId)
    {
        using var rows = session.Query("SELECT id, input_apart, record FROM jobs WHERE job_id = ?1", jobId);
        return rows.Read() ? JobRow.Read(session, rows) : null;
    }

    /// <summary>Adds the row unless the identifier is taken.</summary>
    /// <returns>The new key; null when it is taken.</returns>
    public static long? TryInsert(SqliteSession session, JobRow row)
    {
        var job = row.Record.Job;
        using var rows = session.Query(
            """
            INSERT INTO jobs (job_id, created_at, status, kind, owner, task_id, search, wake_up, last_seq, input_apart, record, took)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT (job_id) DO NOTHING RETURNING id
            """,
            job.JobId,
            row.CreatedAt,
            row.Status,
            job.Kind,
            job.Owner,
            job.TaskId,
            row.Search,
            row.WakeUp,
            row.Record.LastSeq,
            row.InputApart,
            row.Json,
            row.Took);
        if (!rows.Read())
        {
            return null;
        }

        var key = rows.GetInt64(0);
        row.WriteInputApart(session, key, before: null);
        InsertTags(session, key, row);
        return key;
    }

    public static void Update(SqliteSession session, StoredJob before, JobRow row)
    {
        // SQLite rewrites every index that a SET clause touches, changed or not; most updates move none.
        var (was, job) = (before.Record, row.Record);
        if (was.Job.Status != job.Job.Status)
        {
            session.Execute(
                "UPDATE jobs SET last_seq = ?2, input_apart = ?3, record = ?4, wake_up = ?5, status = ?6, took = ?7 WHERE id = ?1",
                before.Key,
                job.LastSeq,
                row.InputApart,
                row.Json,
                row.WakeUp,
                row.Status,
                row.Took);
        }
        else if (was.WakeUp != job.WakeUp)
        {
            session.Execute(
                "UPDATE jobs SET last_seq = ?2, input_apart = ?3, record = ?4, wake_up = ?5 WHERE id = ?1",
                before.Key,
                job.LastSeq,
                row.InputApart,
                row.Json,
                row.WakeUp);
        }
        else
        {
            session.Execute(
                "UPDATE jobs SET last_seq = ?2, input_apart = ?3, record = ?4 WHERE id = ?1", before.Key, job.LastSeq, row.InputApart, row.Json);
        }

        if (was.Job.Name != job.Job.Name)
        {
            session.Execute("UPDATE jobs SET search = ?2 WHERE id = ?1", before.Key, row.Search);
        }

        row.WriteInputApart(session, before.Key, before);
        if (!JobLabels.Of(before.Record.Job).SequenceEqual(JobLabels.Of(row.Record.Job), StringComparer.Ordinal))
        {
            DeleteTags(session, before.Record);
            InsertTags(session, before.Key, row);
        }
    }

    public static void Delete(SqliteSession session, StoredJob job)
    {
        FeedTable.KeepLast(session, job.Key);
        foreach (var table in PartTables)
        {
            session.Execute($"DELETE FROM {table} WHERE job = ?1", job.Key);
        }

        DeleteTags(session, job.Record);
        session.Execute("DELETE FROM jobs WHERE id = ?1", job.Key);
    }

    private static void InsertTags(SqliteSession session, long key, JobRow row)
    {
        foreach (var tag in JobLabels.Of(row.Record.Job))
        {
            session.Execute(
                "INSERT OR IGNORE INTO job_tags (tag, created_at, job_id, job) VALUES (?1, ?2, ?3, ?4)",
                tag,
                row.CreatedAt,
                row.Record.Job.JobId,
                key);
        }
    }

    private static void DeleteTags(SqliteSession session, JobRecord record)
    {
        foreach (var tag in JobLabels.Of(record.Job))
        {
            session.Execute(
                "DELETE FROM job_tags WHERE tag = ?1 AND created_at = ?2 AND job_id = ?3",
                tag,
                record.Job.CreatedAt.ToUnixTimeMilliseconds(),
                record.Job.JobId);
        }
    }
}
