using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Uploads;

/// <summary>
/// The file of an upload under way. Only what the disk does to it is the store's trouble; where the bytes come from is not.
/// </summary>
internal sealed class UploadFile(UploadFolder folder, string uploadId) : IAsyncDisposable
{
    private readonly FileStream _file = Try(() => folder.Create(uploadId));

    /// <exception cref="StoreUnavailableException">The disk takes no more.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (StoreFault.IsOfTheDisk(exception))
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Makes what was written last.</summary>
    /// <exception cref="StoreUnavailableException">The disk takes no more.</exception>
    public void Flush() => Try(() =>
    {
        _file.Flush(flushToDisk: true);
        return true;
    });

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Has the disk do something.</summary>
    /// <exception cref="StoreUnavailableException">It does not.</exception>
    public static T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (StoreFault.IsOfTheDisk(exception))
        {
            throw Unavailable(exception);
        }
    }

    private static StoreUnavailableException Unavailable(Exception exception) =>
        new($"The folder of uploads cannot be written right now. {exception.Message}", exception);
}
