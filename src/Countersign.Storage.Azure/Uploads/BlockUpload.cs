using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Countersign.Contracts.Hashing;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Uploads;

/// <summary>Sends a stream as the blocks of one blob, and takes everything back unless it is kept.</summary>
internal sealed class BlockUpload(GuardedContainer blobs, string name) : IAsyncDisposable
{
    private const int BlockSize = 4 * 1024 * 1024;

    private readonly List<string> _blockIds = [];
    private bool _kept;

    /// <returns>Size and digest; null when the stream is too long.</returns>
    public async Task<(long Size, string Sha256)?> SendAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var size = 0L;
            int count;
            var block = buffer.AsMemory(0, BlockSize);
            while ((count = await content.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                size += count;
                if (size > maxBytes)
                {
                    return null;
                }

                hash.AppendData(buffer, 0, count);
                await SendBlockAsync(buffer, count, cancellationToken);
            }

            await blobs.CommitAsync(name, _blockIds, cancellationToken);
            return (size, Digest.FromHash(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Keep() => _kept = true;

    public async ValueTask DisposeAsync()
    {
        if (_kept || _blockIds.Count == 0)
        {
            return;
        }

        try
        {
            // Blocks without a blob stay for a week. An empty blob in their place gives them up, and can be removed.
            await blobs.CommitAsync(name, [], CancellationToken.None);
            await blobs.RemoveAsync(name, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Upkeep removes blobs without a row, and the service removes blocks without a blob.
        }
    }

    private async Task SendBlockAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        // All identifiers of one blob have the same length (https://learn.microsoft.com/rest/api/storageservices/put-block).
        var blockId = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_blockIds.Count:D6}"));
        _blockIds.Add(blockId);
        await blobs.StageAsync(name, blockId, new MemoryStream(buffer, 0, count, writable: false), cancellationToken);
    }
}
