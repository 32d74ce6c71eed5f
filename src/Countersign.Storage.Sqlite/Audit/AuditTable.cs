using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Audit;

/// <summary>
/// The table <c>audit</c>: one row for the audit rows of one change, under the number of the last of them. Its rowid orders the
/// rows of all chains as they were committed. The host's own chain has the job 0.
/// </summary>
internal static class AuditTable
{
    /// <summary>No job has this key: keys begin with 1.</summary>
    public const long Host = 0;

    /// <exception cref="InvalidOperationException">The chain has a row of that number already.</exception>
    public static void Append(SqliteSession session, long job, string jobId, IReadOnlyList<AuditEntry> entries)
    {
        if (!TryAppend(session, job, entries))
        {
            throw new InvalidOperationException(
                $"The audit chain of job '{jobId}' has a row {entries[^1].Seq} already; a row is never overwritten.");
        }
    }

    public static bool TryAppend(SqliteSession session, long job, IReadOnlyList<AuditEntry> entries) => session.Execute(
        "INSERT INTO audit (job, seq, content) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        job,
        entries[^1].Seq,
        AuditPack.Write(entries)) == 1;

    public static IReadOnlyList<AuditEntry> Read(SqliteSession session, long job, long after, int limit)
    {
        using var rows = session.Query("SELECT seq, content FROM audit WHERE job = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", job, after, limit);
        var entries = new List<AuditEntry>();
        while (entries.Count < limit && rows.Read())
        {
            entries.AddRange(AuditPack.Read(rows.GetInt64(0), rows.GetBytes(1)).Where(entry => entry.Seq > after));
        }

        return entries.Count > limit ? entries[..limit] : entries;
    }

    public static AuditEntry? FindLast(SqliteSession session, long job)
    {
        using var rows = session.Query("SELECT seq, content FROM audit WHERE job = ?1 ORDER BY seq DESC LIMIT 1", job);
        return rows.Read() ? AuditPack.Read(rows.GetInt64(0), rows.GetBytes(1))[^1] : null;
    }

    /// <summary>Rows as they were committed, each with the rowid that it is found after.</summary>
    public static (IReadOnlyList<StoredAuditRow> Rows, long Last, bool More) List(SqliteSession session, long after, int limit)
    {
        using var rows = session.Query(
            """
            SELECT audit.id, audit.seq, audit.content, jobs.job_id, audit.job FROM audit LEFT JOIN jobs ON jobs.id = audit.job
            WHERE audit.id > ?1 ORDER BY audit.id LIMIT ?2
            """,
            after,
            limit + 1);
        var items = new List<StoredAuditRow>();
        while (items.Count < limit && rows.Read())
        {
            // Rows of a job that somebody removed by hand are shown all the same.
            var jobId = rows.GetInt64(4) == Host ? null : rows.GetString(3) ?? $"(no job has the key {rows.GetInt64(4)})";
            items.AddRange(AuditPack.Read(rows.GetInt64(1), rows.GetBytes(2)).Select(entry => new StoredAuditRow(jobId, entry)));
            after = rows.GetInt64(0);
        }

        return (items, after, items.Count >= limit && rows.Read());
    }

    public static IReadOnlyList<AuditChainHead> ListHeads(SqliteSession session, string after, int limit) =>
        ReadHeads(session.Query("SELECT record FROM jobs WHERE job_id > ?1 ORDER BY job_id LIMIT ?2", after, limit));

    public static IReadOnlyList<AuditChainHead> FindHead(SqliteSession session, string jobId) =>
        ReadHeads(session.Query("SELECT record FROM jobs WHERE job_id = ?1", jobId));

    private static List<AuditChainHead> ReadHeads(SqliteRows rows)
    {
        using (rows)
        {
            var heads = new List<AuditChainHead>();
            while (rows.Read())
            {
                var record = StoredJson.Read(rows.GetSpan(0), StoredJson.Record);
                heads.Add(new AuditChainHead(record.Job.JobId, record.Job.CreatedAt, record.Audited));
            }

            return heads;
        }
    }
}
