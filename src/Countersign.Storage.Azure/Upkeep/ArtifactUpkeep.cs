using System.Runtime.CompilerServices;
using Countersign.Storage.Azure.Artifacts;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes the bytes of artifacts that no job lists: of runs that a crash cut off, and of jobs removed meanwhile.</summary>
internal sealed class ArtifactUpkeep(ArtifactBlobs blobs, ArtifactRows rows, TimeProvider time)
{
    /// <summary>Longer than a step runs: what it saves is listed when it ends.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(2);

    /// <returns>How many blobs it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var (jobId, contentId) in FindAsync(time.GetUtcNow() - Grace, cancellationToken))
        {
            await blobs.RemoveAsync(jobId, contentId, cancellationToken);
            removed++;
        }

        return removed;
    }

    /// <summary>What was written before an instant and no job lists.</summary>
    public async IAsyncEnumerable<(string JobId, string ContentId)> FindAsync(
        DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? job = null;
        HashSet<string> listed = [];
        await foreach (var (jobId, contentId) in blobs.ListAsync(before, cancellationToken))
        {
            if (jobId != job)
            {
                (job, listed) = (jobId, await ListedAsync(jobId, cancellationToken));
            }

            if (!listed.Contains(contentId))
            {
                yield return (jobId, contentId);
            }
        }
    }

    /// <summary>Removes bytes unless their job lists them.</summary>
    public async Task RemoveAsync(string jobId, string contentId, CancellationToken cancellationToken)
    {
        if (!(await ListedAsync(jobId, cancellationToken)).Contains(contentId))
        {
            await blobs.RemoveAsync(jobId, contentId, cancellationToken);
        }
    }

    private async Task<HashSet<string>> ListedAsync(string jobId, CancellationToken cancellationToken) =>
        [.. (await rows.ReadAsync(jobId, cancellationToken)).Select(artifact => artifact.ContentId)];
}
