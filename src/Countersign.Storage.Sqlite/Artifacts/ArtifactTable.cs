using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Artifacts;

/// <summary>The table <c>job_artifacts</c>: what the runs of steps saved, in the order in which they ended.</summary>
internal static class ArtifactTable
{
    public static void Append(SqliteSession session, long job, IReadOnlyList<StoredArtifact> artifacts)
    {
        foreach (var artifact in artifacts)
        {
            session.Execute(
                """
                INSERT INTO job_artifacts (content_id, job, plan_version, step_id, attempt, name, content_type, size, sha256)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                """,
                artifact.ContentId,
                job,
                artifact.PlanVersion,
                artifact.Step,
                artifact.Attempt,
                artifact.Name,
                artifact.ContentType,
                artifact.Size,
                artifact.Sha256);
        }
    }

    public static IReadOnlyList<StoredArtifact> Read(SqliteSession session, string jobId)
    {
        using var rows = session.Query(
            """
            SELECT content_id, plan_version, step_id, attempt, name, content_type, size, sha256 FROM job_artifacts
            WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) ORDER BY id
            """,
            jobId);
        var artifacts = new List<StoredArtifact>();
        while (rows.Read())
        {
            artifacts.Add(new StoredArtifact(
                rows.GetString(0),
                (int)rows.GetInt64(1),
                rows.GetString(2),
                (int)rows.GetInt64(3),
                rows.GetString(4),
                rows.GetString(5),
                rows.GetInt64(6),
                rows.GetString(7)));
        }

        return artifacts;
    }

    /// <summary>What a job that is about to be removed has in the folder.</summary>
    public static IReadOnlyList<string> ContentsOf(SqliteSession session, long job)
    {
        using var rows = session.Query("SELECT content_id FROM job_artifacts WHERE job = ?1", job);
        var contents = new List<string>();
        while (rows.Read())
        {
            contents.Add(rows.GetString(0));
        }

        return contents;
    }

    public static bool Has(SqliteSession session, string contentId)
    {
        using var rows = session.Query("SELECT 1 FROM job_artifacts WHERE content_id = ?1", contentId);
        return rows.Read();
    }
}
