using Countersign.Contracts.Errors;

namespace Countersign.Kinds;

/// <summary>An opened blob container.</summary>
/// <remarks>
/// Every member throws <see cref="WorkFailedException"/>: <c>input_not_found</c> when the container is not there, and
/// <c>service_unavailable</c> (retryable) when the storage does not answer or does not let the server in.
/// </remarks>
public interface IInputContainer
{
    /// <summary>
    /// For how many days the storage keeps what is removed, so that it can be brought back; 0 where it does not, null where the server
    /// may not ask.
    /// </summary>
    Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken);

    /// <summary>Every blob in the order of names, once, with what belongs to it; blobs that are removed already are left out.</summary>
    IAsyncEnumerable<ContainerItem> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes a blob, together with its snapshots, if both are still as listed; the storage itself holds the ETag against the blob in
    /// the act of removing it. Where an answer was lost and the blob is gone at the next try, it counts as removed.
    /// </summary>
    /// <param name="name">As listed.</param>
    /// <param name="etag">As listed; anything else is left alone.</param>
    /// <param name="snapshots">As listed; a blob that has others by now, or any where this is null, is left alone.</param>
    /// <param name="cancellationToken">Stops between two tries.</param>
    Task<Removal> RemoveAsync(string name, string etag, ItemSnapshots? snapshots, CancellationToken cancellationToken);
}
