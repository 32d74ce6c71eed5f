using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Countersign.Storage.Azure.Service;

/// <summary>A blob container whose outages are the server's <see cref="Server.Ports.StoreUnavailableException"/>.</summary>
internal sealed class GuardedContainer(BlobContainerClient client)
{
    private readonly string _part = $"container '{client.Name}'";

    public Task CreateAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => client.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken);

    public Task PutAsync(string name, byte[] content, CancellationToken cancellationToken) => GuardAsync(
        () => client.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken),
        cancellationToken);

    /// <summary>The whole content; null when there is no such blob.</summary>
    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await GuardAsync(() => client.GetBlobClient(name).DownloadContentAsync(cancellationToken), cancellationToken);
            return content.Value.Content.ToArray();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>A seekable stream over the content; null when there is no such blob.</summary>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobOpenReadOptions(allowModifications: false);
            var stream = await GuardAsync(() => client.GetBlobClient(name).OpenReadAsync(options, cancellationToken), cancellationToken);
            return new GuardedStream(stream, _part);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Sends one block of a blob; it counts for nothing until <see cref="CommitAsync"/>.</summary>
    public Task StageAsync(string name, string blockId, Stream content, CancellationToken cancellationToken) => GuardAsync(
        () => client.GetBlockBlobClient(name).StageBlockAsync(blockId, content, new BlockBlobStageBlockOptions(), cancellationToken),
        cancellationToken);

    /// <summary>Makes a blob of blocks that were sent.</summary>
    public Task CommitAsync(string name, IEnumerable<string> blockIds, CancellationToken cancellationToken) => GuardAsync(
        () => client.GetBlockBlobClient(name).CommitBlockListAsync(blockIds, new CommitBlockListOptions(), cancellationToken),
        cancellationToken);

    /// <summary>Removes a blob; nothing happens when there is none.</summary>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) => GuardAsync(
        () => client.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken), cancellationToken);

    public async IAsyncEnumerable<BlobItem> ListAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = client.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken)
            .AsPages().GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            while (await GuardAsync(() => pages.MoveNextAsync().AsTask(), cancellationToken))
            {
                foreach (var blob in pages.Current.Values)
                {
                    yield return blob;
                }
            }
        }
    }

    private Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        ServiceFault.GuardAsync(_part, call, cancellationToken);
}
