using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Uploads;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Artifacts;

/// <summary>The bytes of artifacts as blobs <c>{job}/{generation}/{token}</c>: those of one life of a job lie together.</summary>
internal sealed class ArtifactBlobs(GuardedContainer container)
{
    /// <summary>A name that nobody else makes.</summary>
    /// <param name="generation">The life of the job that the bytes belong to.</param>
    public static string NewContentId(string generation) => $"{generation}/{Token.New()}";

    /// <returns>Null for a blob that this store did not write.</returns>
    public static (string JobId, string ContentId)? TryParse(string blob) => blob.Split('/') is [var jobId, var generation, var token]
        ? (KeyText.Decode(jobId), $"{generation}/{token}")
        : null;

    public BlockUpload Write(string jobId, string contentId) => new(container, NameOf(jobId, contentId));

    /// <summary>A seekable stream; null when there is no such blob.</summary>
    public Task<Stream?> OpenAsync(string jobId, string contentId, CancellationToken cancellationToken) =>
        container.OpenAsync(NameOf(jobId, contentId), cancellationToken);

    public Task RemoveAsync(string jobId, string contentId, CancellationToken cancellationToken) =>
        container.RemoveAsync(NameOf(jobId, contentId), cancellationToken);

    /// <summary>Removes everything of one life of a job.</summary>
    public async Task RemoveAllAsync(string jobId, string generation, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.ListAsync(BlobName.PrefixOf(jobId, generation), cancellationToken))
        {
            await container.RemoveAsync(blob.Name, cancellationToken);
        }
    }

    /// <summary>What was written before a time, of all jobs; that of one job in a row.</summary>
    public IAsyncEnumerable<(string JobId, string ContentId)> ListAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        container.ListAsync(prefix: null, cancellationToken)
            .Where(blob => blob.Properties.CreatedOn < before)
            .Select(blob => TryParse(blob.Name))
            .Where(parsed => parsed is not null)
            .Select(parsed => parsed!.Value);

    private static string NameOf(string jobId, string contentId) => $"{KeyText.EncodeSegment(jobId)}/{contentId}";
}
