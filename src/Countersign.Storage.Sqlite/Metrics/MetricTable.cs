using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Metrics;

/// <summary>The table <c>job_metrics</c>: one row for each change that added figures.</summary>
internal static class MetricTable
{
    // One job more than wanted tells whether there are more. The plus sign keeps SQLite to the task's part of the index, which tells
    // owner and order, so that no job is read.
    internal const string OfTask =
        """
        SELECT j.job_id, m.content
        FROM (
            SELECT id, job_id, created_at FROM jobs WHERE task_id = ?1 AND (?2 IS NULL OR +owner = ?2)
            ORDER BY created_at DESC, job_id LIMIT ?3 + 1) j
        LEFT JOIN job_metrics m ON m.job = j.id
        ORDER BY j.created_at DESC, j.job_id, m.number
        """;

    public static void Append(SqliteSession session, long job, MetricPack pack) => session.Execute(
        "INSERT INTO job_metrics (job, number, content) VALUES (?1, ?2, ?3)",
        job,
        pack.First,
        StoredJson.Write(pack, StoredJson.Metrics));

    public static IReadOnlyList<MetricPack> Read(SqliteSession session, string jobId)
    {
        using var rows = session.Query(
            "SELECT content FROM job_metrics WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) ORDER BY number", jobId);
        var packs = new List<MetricPack>();
        while (rows.Read())
        {
            packs.Add(StoredJson.Read(rows.GetSpan(0), StoredJson.Metrics));
        }

        return packs;
    }

    public static TaskMetrics ReadTask(SqliteSession session, string taskId, string? owner, int mostJobs)
    {
        using var rows = session.Query(OfTask, taskId, owner, mostJobs);
        var jobs = new Dictionary<string, IReadOnlyList<MetricPack>>(StringComparer.Ordinal);
        List<MetricPack>? packs = null;
        var (last, seen) = ("", 0);
        while (rows.Read())
        {
            var jobId = rows.GetString(0);
            if (jobId != last)
            {
                (last, packs) = (jobId, null);
                if (++seen > mostJobs)
                {
                    return new TaskMetrics(jobs, Complete: false);
                }
            }

            if (rows.IsNull(1))
            {
                continue;
            }

            if (packs is null)
            {
                jobs[jobId] = packs = [];
            }

            packs.Add(StoredJson.Read(rows.GetSpan(1), StoredJson.Metrics));
        }

        return new TaskMetrics(jobs, Complete: true);
    }
}
