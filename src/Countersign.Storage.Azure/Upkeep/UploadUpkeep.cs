using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;
using Countersign.Storage.Azure.Uploads;

namespace Countersign.Storage.Azure.Upkeep;

/// <summary>Removes the bytes of uploads that never got their row.</summary>
internal sealed class UploadUpkeep(GuardedContainer blobs, GuardedTable rows, TimeProvider time)
{
    /// <summary>Longer than the row of a blob can be on its way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly string[] KeyColumn = [Columns.RowKey];

    /// <returns>How many blobs it removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var youngest = time.GetUtcNow() - Grace;
        await foreach (var blob in blobs.ListAsync(prefix: null, cancellationToken).Where(blob => blob.Properties.CreatedOn < youngest))
        {
            if (await rows.FindAsync(blob.Name, UploadRow.Key, KeyColumn, cancellationToken) is null)
            {
                await blobs.RemoveAsync(blob.Name, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
