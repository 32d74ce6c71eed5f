using Countersign.Server.Ports;
using Countersign.Storage.Sqlite.Contents;

namespace Countersign.Storage.Sqlite.Artifacts;

/// <summary>Artifacts as files, each with a row that comes with its job's change: what has no row does not exist.</summary>
internal sealed class SqliteArtifactStore(GuardedDatabase database, ContentFolder folder) : IArtifactStore
{
    public async Task<StoredContent?> SaveAsync(string jobId, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var contentId = ContentFolder.NewId();
        StoredContent? stored = null;
        try
        {
            if (await ContentFile.WriteAsync(folder, contentId, content, maxBytes, cancellationToken) is var (size, sha256))
            {
                stored = new StoredContent(contentId, size, sha256);
            }

            return stored;
        }
        finally
        {
            if (stored is null)
            {
                folder.TryRemove(contentId);
            }
        }
    }

    public Task DiscardAsync(string jobId, string contentId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        folder.TryRemove(contentId);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredArtifact>> ListAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => ArtifactTable.Read(session, jobId)));
    }

    public Task<Stream?> OpenAsync(string jobId, string contentId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Only an identifier with a row becomes a path, so no caller's text does.
        var isKnown = database.Read(session => ArtifactTable.Read(session, jobId)).Any(artifact => artifact.ContentId == contentId);
        try
        {
            return Task.FromResult<Stream?>(isKnown ? folder.Open(contentId) : null);
        }
        catch (FileNotFoundException)
        {
            // The job was removed in between.
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <summary>Removes files that a crash kept from getting their row, and those of a job that a crash left half removed.</summary>
    public void RemoveLeftovers()
    {
        foreach (var contentId in folder.List().ToArray())
        {
            if (!database.Read(session => ArtifactTable.Has(session, contentId)))
            {
                folder.Remove(contentId);
            }
        }
    }
}
