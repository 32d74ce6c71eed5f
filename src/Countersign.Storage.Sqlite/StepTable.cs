using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite;

/// <summary>The table <c>job_steps</c>: the newest state of each step of each plan version.</summary>
internal static class StepTable
{
    /// <returns>How many bytes it took.</returns>
    public static int Replace(SqliteSession session, long job, StepState step)
    {
        var content = StoredJson.Write(step, StoredJson.Step);
        session.Execute(
            """
            INSERT INTO job_steps (job, plan_version, step_id, content) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (job, plan_version, step_id) DO UPDATE SET content = excluded.content
            """,
            job,
            step.PlanVersion,
            step.StepId,
            content);
        return content.Length;
    }

    public static IReadOnlyDictionary<string, StepState> Read(SqliteSession session, string jobId, int planVersion)
    {
        using var rows = session.Query(
            "SELECT content FROM job_steps WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) AND plan_version = ?2",
            jobId,
            planVersion);
        var steps = new Dictionary<string, StepState>(StringComparer.Ordinal);
        while (rows.Read())
        {
            var step = StoredJson.Read(rows.GetSpan(0), StoredJson.Step);
            steps.Add(step.StepId, step);
        }

        return steps;
    }
}
