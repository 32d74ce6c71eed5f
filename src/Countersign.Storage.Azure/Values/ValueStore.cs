using Azure.Data.Tables;
using Countersign.Storage.Azure.Keys;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Values;

/// <summary>JSON values: in their row when they are short, in a blob that the row names when they are long.</summary>
/// <remarks>
/// A row holds the bytes as a binary property. That keeps them exact, takes half the room of UTF-16 text, and has a known size
/// on the wire: a batch of the few rows of one change stays far below its 4 MiB.
/// </remarks>
internal sealed class ValueStore(GuardedContainer blobs)
{
    /// <summary>In bytes. A binary property may have 64 KiB, which on the wire are 86 KiB of base64.</summary>
    public const int LongestInline = 32 * 1024;

    /// <summary>Puts a value into a row that is about to be written. A blob is there before its row is.</summary>
    /// <returns>The name of the new blob; null when the value stands in the row.</returns>
    public async Task<string?> PutAsync(TableEntity row, string generation, byte[] json, CancellationToken cancellationToken)
    {
        if (json.Length <= LongestInline)
        {
            row[Columns.Json] = json;
            return null;
        }

        var name = new BlobName(row.PartitionKey, generation, row.RowKey, Token.New()).ToString();
        await blobs.PutAsync(name, json, cancellationToken);
        row[Columns.Blob] = name;
        return name;
    }

    /// <exception cref="ValueGoneException">The row was replaced or removed since it was read.</exception>
    public async Task<byte[]> GetAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (row.GetBinary(Columns.Json) is { } json)
        {
            return json;
        }

        var name = row.GetString(Columns.Blob)
            ?? throw new InvalidDataException($"The row '{row.RowKey}' of job '{row.PartitionKey}' has no value.");
        return await blobs.FindAsync(name, cancellationToken) ?? throw new ValueGoneException(name);
    }

    public Task RemoveAsync(string name) => blobs.RemoveAsync(name, CancellationToken.None);

    /// <summary>Removes every value of one life of a job, but for the one that its own row names.</summary>
    public async Task RemovePartsAsync(string jobId, string generation, string? recordBlob, CancellationToken cancellationToken)
    {
        var parts = blobs.ListAsync(BlobName.PrefixOf(jobId, generation), cancellationToken).Where(blob => blob.Name != recordBlob);
        await foreach (var blob in parts)
        {
            await blobs.RemoveAsync(blob.Name, cancellationToken);
        }
    }
}
