using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Sqlite.Contents;

namespace Countersign.Storage.Sqlite.Uploads;

/// <summary>Uploads as files, each with a row that is written last: what has no row does not exist.</summary>
internal sealed class SqliteUploadStore(GuardedDatabase database, ContentFolder folder, TimeProvider time) : IUploadStore
{
    public async Task<Upload?> SaveAsync(
        string name, string owner, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        // Nobody can guess it: whoever knows one may read the bytes.
        var uploadId = ContentFolder.NewId();
        var saved = false;
        try
        {
            if (await ContentFile.WriteAsync(folder, uploadId, content, maxBytes, cancellationToken) is not var (size, sha256))
            {
                return null;
            }

            var upload = new Upload(uploadId, name, size, sha256);
            await database.WriteAsync(session => UploadTable.Insert(session, upload, owner, time.GetUtcNow()));
            saved = true;
            return upload;
        }
        finally
        {
            if (!saved)
            {
                folder.TryRemove(uploadId);
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

    public Task<IReadOnlyList<string>> ListAsync(DateTimeOffset before, string? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => UploadTable.List(session, before, after, limit)));
    }

    public async Task DeleteAsync(string uploadId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // The row first: without it the upload does not exist, and its file is a leftover.
        if (await database.WriteAsync(session => UploadTable.Delete(session, uploadId)))
        {
            folder.TryRemove(uploadId);
        }
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

    private Upload? Find(string uploadId) => database.Read(session => UploadTable.Find(session, uploadId));
}
