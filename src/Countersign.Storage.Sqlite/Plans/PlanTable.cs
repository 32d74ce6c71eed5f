using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Plans;

/// <summary>The tables <c>job_plans</c> and <c>job_decisions</c>: rows are added, never changed.</summary>
internal static class PlanTable
{
    /// <returns>How many bytes it took.</returns>
    /// <exception cref="InvalidOperationException">The version exists.</exception>
    public static int Insert(SqliteSession session, long job, string jobId, Plan plan)
    {
        var content = StoredJson.Write(plan, StoredJson.Plan);
        var added = session.Execute(
            "INSERT INTO job_plans (job, version, content) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            job,
            plan.Version,
            content);
        if (added == 0)
        {
            throw new InvalidOperationException($"Job '{jobId}' has a plan version {plan.Version} already; a version is never overwritten.");
        }

        return content.Length;
    }

    /// <returns>How many bytes it took.</returns>
    /// <exception cref="InvalidOperationException">The version is decided.</exception>
    public static int InsertDecision(SqliteSession session, long job, string jobId, Decision decision)
    {
        var content = StoredJson.Write(decision, StoredJson.Decision);
        var added = session.Execute(
            "INSERT INTO job_decisions (job, plan_version, content) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            job,
            decision.PlanVersion,
            content);
        if (added == 0)
        {
            throw new InvalidOperationException(
                $"Plan version {decision.PlanVersion} of job '{jobId}' is decided already; a decision is never overwritten.");
        }

        return content.Length;
    }

    public static Plan? Find(SqliteSession session, string jobId, int version) => Find(
        session,
        "SELECT content FROM job_plans WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) AND version = ?2",
        jobId,
        version,
        StoredJson.Plan);

    public static Decision? FindDecision(SqliteSession session, string jobId, int version) => Find(
        session,
        "SELECT content FROM job_decisions WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) AND plan_version = ?2",
        jobId,
        version,
        StoredJson.Decision);

    private static T? Find<T>(SqliteSession session, string sql, string jobId, int version, JsonTypeInfo<T> type)
        where T : class
    {
        using var rows = session.Query(sql, jobId, version);
        return rows.Read() ? StoredJson.Read(rows.GetSpan(0), type) : null;
    }
}
