using System.Buffers;
using System.Security.Cryptography;
using Countersign.Contracts.Hashing;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Contents;

/// <summary>
/// The file of content under way. Only what the disk does to it is the store's trouble; where the bytes come from is not.
/// </summary>
internal sealed class ContentFile : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly ContentFolder _folder;
    private readonly FileStream _file;

    private ContentFile(ContentFolder folder, string contentId)
    {
        _folder = folder;
        _file = Try(() => folder.Create(contentId));
    }

    /// <summary>Writes a stream to a file that lasts, and hashes it on the way. A caller that gives up removes the file.</summary>
    /// <returns>Size and digest; null when the stream is too long.</returns>
    /// <exception cref="StoreUnavailableException">The disk takes no more.</exception>
    public static async Task<(long Size, string Sha256)?> WriteAsync(
        ContentFolder folder, string contentId, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        (long, string)? written;
        await using (var file = new ContentFile(folder, contentId))
        {
            written = await file.WriteAsync(content, maxBytes, cancellationToken);
        }

        if (written is not null)
        {
            Try(folder, () =>
            {
                folder.Keep(contentId);
                return true;
            });
        }

        return written;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task<(long Size, string Sha256)?> WriteAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var size = 0L;
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += count;
                if (size > maxBytes)
                {
                    return null;
                }

                hash.AppendData(buffer, 0, count);
                await WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            Try(() =>
            {
                _file.Flush(flushToDisk: true);
                return true;
            });
            return (size, Digest.FromHash(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (StoreFault.IsOfTheDisk(exception))
        {
            throw Unavailable(_folder, exception);
        }
    }

    private T Try<T>(Func<T> act) => Try(_folder, act);

    private static T Try<T>(ContentFolder folder, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (StoreFault.IsOfTheDisk(exception))
        {
            throw Unavailable(folder, exception);
        }
    }

    private static StoreUnavailableException Unavailable(ContentFolder folder, Exception exception) =>
        new($"The folder of {folder.Name} cannot be written right now. {exception.Message}", exception);
}
