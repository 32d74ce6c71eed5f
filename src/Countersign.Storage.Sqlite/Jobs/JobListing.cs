using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>Lists of jobs.</summary>
internal static class JobListing
{
    /// <param name="session">Reads.</param>
    /// <param name="query">Which page.</param>
    /// <param name="forecast">What the kept counts tell; null when they tell nothing.</param>
    public static JobPage Read(SqliteSession session, JobQuery query, JobListForecast? forecast)
    {
        var page = JobListStatement.Page(query, forecast);
        if (forecast is { Total: 0 })
        {
            return new JobPage([], 0, null);
        }

        var items = ReadRows(session, session.Query(page.Sql, page.Parameters));
        string? next = null;
        if (items.Count > query.Limit)
        {
            items.RemoveRange(query.Limit, items.Count - query.Limit);
            next = items.Count == 0 ? null : CursorAfter(items[^1], query.OldestFirst).ToString();
        }

        return new JobPage(items, query.WithoutTotal ? 0 : forecast?.Total ?? Count(session, query), next);
    }

    public static IReadOnlyList<JobRecord> ReadOwed(SqliteSession session, int limit) => ReadRows(
        session,
        session.Query(
            "SELECT id, input_apart, record FROM jobs WHERE wake_up IS NOT NULL ORDER BY created_at, job_id LIMIT ?1", limit));

    private static long Count(SqliteSession session, JobQuery query)
    {
        var count = JobListStatement.Count(query);
        using var rows = session.Query(count.Sql, count.Parameters);
        return rows.Read() ? rows.GetInt64(0) : 0;
    }

    private static List<JobRecord> ReadRows(SqliteSession session, SqliteRows rows)
    {
        using (rows)
        {
            var records = new List<JobRecord>();
            while (rows.Read())
            {
                records.Add(JobRow.Read(session, rows).Record);
            }

            return records;
        }
    }

    private static JobCursor CursorAfter(JobRecord last, bool oldestFirst) =>
        new(last.Job.CreatedAt.ToUnixTimeMilliseconds(), last.Job.JobId, oldestFirst);
}
