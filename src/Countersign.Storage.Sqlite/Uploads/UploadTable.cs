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

    public static Upload? Find(SqliteSession session, string uploadId)
    {
        using var rows = session.Query("SELECT name, size, sha256 FROM uploads WHERE upload_id = ?1", uploadId);
        return rows.Read() ? new Upload(uploadId, rows.GetString(0), rows.GetInt64(1), rows.GetString(2)) : null;
    }
}
