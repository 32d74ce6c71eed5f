using System.Runtime.CompilerServices;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Blobs of uploads and artifacts that no row names.</summary>
internal sealed class AzureLeftovers(UploadUpkeep uploads, ArtifactUpkeep artifacts) : ILeftovers
{
    // Not a character of identifiers of jobs.
    private const char Border = '!';

    public async IAsyncEnumerable<Leftover> FindAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (jobId, contentId) in artifacts.FindAsync(before, cancellationToken))
        {
            yield return new Leftover(LeftoverPart.Artifact, $"{jobId}{Border}{contentId}");
        }

        await foreach (var name in uploads.FindAsync(before, cancellationToken))
        {
            yield return new Leftover(LeftoverPart.Upload, name);
        }
    }

    public Task RemoveAsync(Leftover leftover, CancellationToken cancellationToken) =>
        leftover.Part == LeftoverPart.Upload ? uploads.RemoveAsync(leftover.Name, cancellationToken)
        : leftover.Name.Split(Border) is [var jobId, var contentId] ? artifacts.RemoveAsync(jobId, contentId, cancellationToken)
        : Task.CompletedTask;
}
