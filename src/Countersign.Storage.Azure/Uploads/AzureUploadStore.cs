using System.Security.Cryptography;
using Azure.Data.Tables;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Uploads;

/// <summary>Uploads as blobs, each with a row that is written last: what has no row does not exist.</summary>
internal sealed class AzureUploadStore(GuardedContainer blobs, GuardedTable rows, TimeProvider time) : IUploadStore
{
    private const int IdDigits = 32;

    private static readonly string[] KeyColumns = [Columns.PartitionKey, Columns.RowKey];

    public async Task<Upload?> SaveAsync(
        string name, string owner, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        // Nobody can guess it: whoever knows one may read the bytes.
        var uploadId = RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);
        await using var blob = new BlockUpload(blobs, uploadId);
        if (await blob.SendAsync(content, maxBytes, cancellationToken) is not var (size, sha256))
        {
            return null;
        }

        var upload = new Upload(uploadId, name, size, sha256);
        await rows.PutAsync(UploadRow.Write(upload, owner, time.GetUtcNow()), cancellationToken);
        blob.Keep();
        return upload;
    }

    public async Task<Upload?> GetAsync(string uploadId, CancellationToken cancellationToken) =>
        await FindAsync(uploadId, cancellationToken) is { } row ? UploadRow.Read(row) : null;

    public async Task<Stream?> OpenAsync(string uploadId, CancellationToken cancellationToken) =>
        await FindAsync(uploadId, cancellationToken) is null ? null : await blobs.OpenAsync(uploadId, cancellationToken);

    public async Task<IReadOnlyList<string>> ListAsync(
        DateTimeOffset before, string? after, int limit, CancellationToken cancellationToken)
    {
        // A partition for each upload: the table's own order is that of the identifiers.
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""} and CreatedAt lt {before}");
        return await rows.QueryAsync(filter, limit, KeyColumns, cancellationToken)
            .Take(limit)
            .Select(row => row.PartitionKey)
            .ToListAsync(cancellationToken);
    }

    public async Task DeleteAsync(string uploadId, CancellationToken cancellationToken)
    {
        // The row first: without it the upload does not exist, and its blob is a leftover.
        if (await FindAsync(uploadId, cancellationToken) is { } row)
        {
            await rows.RemoveAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            await blobs.RemoveAsync(uploadId, cancellationToken);
        }
    }

    // Only an identifier of ours becomes a key or a blob's name, so no caller's text does.
    private async Task<TableEntity?> FindAsync(string uploadId, CancellationToken cancellationToken) =>
        uploadId.Length == IdDigits && uploadId.All(char.IsAsciiHexDigitLower)
            ? await rows.FindAsync(uploadId, UploadRow.Key, columns: null, cancellationToken)
            : null;
}
