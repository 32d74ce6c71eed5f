using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite;

/// <summary>The table <c>job_documents</c>: the larger parts of a job, as JSON.</summary>
internal static class DocumentTable
{
    /// <returns>How many bytes it took.</returns>
    public static int Replace(SqliteSession session, long job, string name, byte[] content)
    {
        session.Execute(
            """
            INSERT INTO job_documents (job, name, content) VALUES (?1, ?2, ?3)
            ON CONFLICT (job, name) DO UPDATE SET content = excluded.content
            """,
            job,
            name,
            content);
        return content.Length;
    }

    public static byte[]? Find(SqliteSession session, long job, string name)
    {
        using var rows = session.Query("SELECT content FROM job_documents WHERE job = ?1 AND name = ?2", job, name);
        return rows.Read() ? rows.GetBytes(0) : null;
    }

    public static byte[]? Find(SqliteSession session, string jobId, string name)
    {
        using var rows = session.Query(
            "SELECT content FROM job_documents WHERE job = (SELECT id FROM jobs WHERE job_id = ?1) AND name = ?2", jobId, name);
        return rows.Read() ? rows.GetBytes(0) : null;
    }
}
