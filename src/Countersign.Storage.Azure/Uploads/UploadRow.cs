using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Uploads;

/// <summary>What is known of an upload, in a partition of its own.</summary>
internal static class UploadRow
{
    public const string Key = "upload";

    public static TableEntity Write(Upload upload, string owner, DateTimeOffset createdAt) => new(upload.UploadId, Key)
    {
        [Columns.Name] = upload.Name,
        [Columns.Owner] = owner,
        [Columns.Size] = upload.Size,
        [Columns.Sha256] = upload.Sha256,
        [Columns.CreatedAt] = createdAt,
    };

    public static Upload Read(TableEntity row) => new(
        row.PartitionKey,
        row.GetString(Columns.Name),
        row.GetInt64(Columns.Size) ?? throw new InvalidDataException($"Upload '{row.PartitionKey}' has no size."),
        row.GetString(Columns.Sha256));
}
