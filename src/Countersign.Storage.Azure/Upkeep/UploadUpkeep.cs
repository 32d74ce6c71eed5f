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
        await foreach (var name in FindAsync(time.GetUtcNow() - Grace, cancellationToken))
        {
            await blobs.RemoveAsync(name, cancellationToken);
            removed++;
        }

        return removed;
    }

    /// <summary>The blobs without a row that were written before an instant.</summary>
    public IAsyncEnumerable<string> FindAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        blobs.ListAsync(prefix: null, cancellationToken)
            .Where(blob => blob.Properties.CreatedOn < before)
            .Select(blob => blob.Name)
            .Where(async (name, token) => !await HasRowAsync(name, token));

    /// <summary>Removes a blob unless it has its row.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!await HasRowAsync(name, cancellationToken))
        {
            await blobs.RemoveAsync(name, cancellationToken);
        }
    }

    private async ValueTask<bool> HasRowAsync(string name, CancellationToken cancellationToken) =>
        await rows.FindAsync(name, UploadRow.Key, KeyColumn, cancellationToken) is not null;
}
