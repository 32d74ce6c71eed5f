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
        string? job = null;
        HashSet<string> listed = [];
        await foreach (var (jobId, contentId) in blobs.ListAsync(time.GetUtcNow() - Grace, cancellationToken))
        {
            if (jobId != job)
            {
                var artifacts = await rows.ReadAsync(jobId, cancellationToken);
                (job, listed) = (jobId, [.. artifacts.Select(artifact => artifact.ContentId)]);
            }

            if (!listed.Contains(contentId))
            {
                await blobs.RemoveAsync(jobId, contentId, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
