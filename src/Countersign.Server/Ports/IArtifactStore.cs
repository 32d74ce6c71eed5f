namespace Countersign.Server.Ports;

/// <summary>The files that steps save. Bytes are stored first and count once a <see cref="JobChange"/> has added them to their job.</summary>
/// <remarks>
/// They go with their job (<see cref="IJobStore.DeleteAsync"/>). Bytes that no job has, because a crash came in between, are never
/// shown, and the adapter clears them away in its own time.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>Stores a stream for a job. A broken or too long stream leaves nothing behind.</summary>
    /// <param name="jobId">The job whose step saves it.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="maxBytes">The largest size.</param>
    /// <param name="cancellationToken">Stops the storing.</param>
    /// <returns>Null when the stream is longer than <paramref name="maxBytes"/>.</returns>
    /// <exception cref="StoreUnavailableException">The store takes nothing right now.</exception>
    /// <exception cref="InvalidOperationException">The job is gone. Not every adapter looks: its bytes are then cleared away.</exception>
    Task<StoredContent?> SaveAsync(string jobId, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Takes back bytes that were not added to their job; nothing happens when there are none.</summary>
    Task DiscardAsync(string jobId, string contentId, CancellationToken cancellationToken);

    /// <summary>Reads what was added to a job, in the order in which it was added; empty without a job.</summary>
    Task<IReadOnlyList<StoredArtifact>> ListAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Opens the bytes of something that was added to the job, as a seekable stream; null when there are none.</summary>
    Task<Stream?> OpenAsync(string jobId, string contentId, CancellationToken cancellationToken);
}
