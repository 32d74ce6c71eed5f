using Countersign.Storage.Azure.Jobs;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Values;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes values that no row names: of changes that were not stored, and of rows that were replaced.</summary>
internal sealed class ValueUpkeep(GuardedContainer blobs, JobTable jobs, TimeProvider time)
{
    /// <summary>Older than any change that is under way, and than any reader of the row before.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly string[] BlobColumn = [Columns.Blob];

    /// <returns>How many blobs it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var youngest = time.GetUtcNow() - Grace;
        await foreach (var blob in blobs.ListAsync(prefix: null, cancellationToken).Where(blob => blob.Properties.CreatedOn < youngest))
        {
            if (BlobName.TryParse(blob.Name) is { } name && !await IsNamedAsync(blob.Name, name, cancellationToken))
            {
                await blobs.RemoveAsync(blob.Name, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private async Task<bool> IsNamedAsync(string blob, BlobName name, CancellationToken cancellationToken) =>
        await jobs.FindRowAsync(name.JobId, name.Row, cancellationToken, BlobColumn) is { } row && row.GetString(Columns.Blob) == blob;
}
