using Countersign.Contracts.Jobs;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Uploads;

/// <summary>The table <c>uploads</c>.</summary>
internal static class UploadTable
{
    public static void Insert(SqliteSession session, Upload upload, string owner, DateTimeOffset createdAt) => session.Execute(
        "INSERT INTO uploads (upload_id, name, owner, size, sha256, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        upload.UploadId,
        upload.Name,
        owner,
        upload.Size,
        upload.Sha256,
        createdAt.ToUnixTimeMilliseconds());

    /// <summary>Walks the primary key.</summary>
    public static IReadOnlyList<string> List(SqliteSession session, DateTimeOffset before, string? after, int limit)
    {
        using var rows = session.Query(
            "SELECT upload_id FROM uploads WHERE upload_id > ?1 AND created_at < ?2 ORDER BY upload_id LIMIT ?3",
            after ?? "",
            before.ToUnixTimeMilliseconds(),
            limit);
        var ids = new List<string>();
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }

    /// <returns>Whether there was one.</returns>
    public static bool Delete(SqliteSession session, string uploadId)
    {
        using var rows = session.Query("DELETE FROM uploads WHERE upload_id = ?1 RETURNING 1", uploadId);
        return rows.Read();
    }

    public static Upload? Find(SqliteSession session, string uploadId)
    {
        using var rows = session.Query("SELECT name, size, sha256 FROM uploads WHERE upload_id = ?1", uploadId);
        return rows.Read() ? new Upload(uploadId, rows.GetString(0), rows.GetInt64(1), rows.GetString(2)) : null;
    }
}
