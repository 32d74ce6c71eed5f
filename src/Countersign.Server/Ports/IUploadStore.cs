using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>Bytes that clients sent for jobs to read.</summary>
public interface IUploadStore
{
    /// <summary>Stores a stream and returns its identifier, size and digest. A broken or too long stream leaves nothing behind.</summary>
    /// <param name="name">The file name that the client gave, already checked to be a plain name.</param>
    /// <param name="owner">Who sent it.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="maxBytes">The largest size.</param>
    /// <param name="cancellationToken">Stops the storing.</param>
    /// <returns>Null when the stream is longer than <paramref name="maxBytes"/>.</returns>
    Task<Upload?> SaveAsync(string name, string owner, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Reads what is known of an upload; null when there is none.</summary>
    Task<Upload?> GetAsync(string uploadId, CancellationToken cancellationToken);

    /// <summary>Opens an upload's bytes as a seekable stream; null when there is none.</summary>
    Task<Stream?> OpenAsync(string uploadId, CancellationToken cancellationToken);

    /// <summary>Reads uploads that were sent before an instant, in the order of their identifiers.</summary>
    /// <param name="before">Exclusive.</param>
    /// <param name="after">The identifier before the first wanted; null for the first page.</param>
    /// <param name="limit">The most to return; fewer means that there are no more.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<string>> ListAsync(DateTimeOffset before, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes an upload with its bytes; nothing happens when there is none. Who has it open may read on.</summary>
    Task DeleteAsync(string uploadId, CancellationToken cancellationToken);
}
