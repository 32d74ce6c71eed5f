using Countersign.Server.Ports;
using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Artifacts;

/// <summary>Artifacts as blobs, listed in a row of their job that comes with its change: what no row lists does not exist.</summary>
internal sealed class AzureArtifactStore(ArtifactBlobs blobs, ArtifactRows rows, JobTable jobs) : IArtifactStore
{
    private static readonly string[] GenerationColumns = [Columns.Generation, Columns.Removing];

    public async Task<StoredContent?> SaveAsync(string jobId, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var contentId = ArtifactBlobs.NewContentId(await FindGenerationAsync(jobId, cancellationToken));
        await using var blob = blobs.Write(jobId, contentId);
        if (await blob.SendAsync(content, maxBytes, cancellationToken) is not var (size, sha256))
        {
            return null;
        }

        blob.Keep();
        return new StoredContent(contentId, size, sha256);
    }

    public Task DiscardAsync(string jobId, string contentId, CancellationToken cancellationToken) =>
        blobs.RemoveAsync(jobId, contentId, cancellationToken);

    public Task<IReadOnlyList<StoredArtifact>> ListAsync(string jobId, CancellationToken cancellationToken) =>
        rows.ReadAsync(jobId, cancellationToken);

    public async Task<Stream?> OpenAsync(string jobId, string contentId, CancellationToken cancellationToken) =>
        (await rows.ReadAsync(jobId, cancellationToken)).Any(artifact => artifact.ContentId == contentId)
            ? await blobs.OpenAsync(jobId, contentId, cancellationToken)
            : null;

    private async Task<string> FindGenerationAsync(string jobId, CancellationToken cancellationToken)
    {
        var row = await jobs.FindRowAsync(jobId, JobRows.Job, cancellationToken, GenerationColumns);
        return row is null || JobRow.IsRemoving(row)
            ? throw new InvalidOperationException($"There is no job '{jobId}' any more that could have artifacts.")
            : row.GetString(Columns.Generation);
    }
}
