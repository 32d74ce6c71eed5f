using System.Buffers;
using System.Security.Cryptography;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Uploads;

/// <summary>Uploads as files, each with a row that is written last: what has no row does not exist.</summary>
internal sealed class SqliteUploadStore(GuardedDatabase database, UploadFolder folder, TimeProvider time) : IUploadStore
{
    private const int BufferSize = 128 * 1024;

    public async Task<Upload?> SaveAsync(
        string name, string owner, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var uploadId = UploadFolder.NewId();
        var saved = false;
        try
        {
            if (await WriteAsync(uploadId, content, maxBytes, cancellationToken) is not var (size, sha256))
            {
                return null;
            }

            UploadFile.Try(() =>
            {
                folder.Keep(uploadId);
                return true;
            });
            var upload = new Upload(uploadId, name, size, sha256);
            await database.WriteAsync(session => UploadTable.Insert(session, upload, owner, time.GetUtcNow()));
            saved = true;
            return upload;
        }
        finally
        {
            if (!saved)
            {
                TryRemove(uploadId);
            }
        }
    }

    public Task<Upload?> GetAsync(string uploadId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Find(uploadId));
    }

    public Task<Stream?> OpenAsync(string uploadId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Only an identifier with a row becomes a path, so no caller's text does.
        return Task.FromResult<Stream?>(Find(uploadId) is { } upload ? folder.Open(upload.UploadId) : null);
    }

    /// <summary>Removes files that a crash kept from getting their row.</summary>
    public void RemoveLeftovers()
    {
        foreach (var uploadId in folder.List().ToArray())
        {
            if (Find(uploadId) is null)
            {
                folder.Remove(uploadId);
            }
        }
    }

    // Where the disk refuses even this, the next start does it.
    private void TryRemove(string uploadId)
    {
        try
        {
            folder.Remove(uploadId);
        }
        catch (Exception exception) when (StoreFault.IsOfTheDisk(exception))
        {
            // What kept the upload from being saved is on its way to the caller already.
        }
    }

    private Upload? Find(string uploadId) => database.Read(session => UploadTable.Find(session, uploadId));

    /// <returns>Size and digest; null when the stream is too long.</returns>
    private async Task<(long Size, string Sha256)?> WriteAsync(
        string uploadId, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new UploadFile(folder, uploadId);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var size = 0L;
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += count;
                if (size > maxBytes)
                {
                    return null;
                }

                hash.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            file.Flush();
            return (size, Digest.FromHash(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
