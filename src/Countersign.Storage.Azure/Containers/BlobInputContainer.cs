using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Countersign.Kinds;

namespace Countersign.Storage.Azure.Containers;

/// <summary>One container of the account.</summary>
/// <param name="service">The account, for what only reads.</param>
/// <param name="removing">The account through a client that does not try again by itself: see <see cref="BlobRemoval"/>.</param>
/// <param name="container">The container's name.</param>
/// <param name="time">The clock of the waits between two tries.</param>
internal sealed class BlobInputContainer(BlobServiceClient service, BlobServiceClient removing, string container, TimeProvider time) : IInputContainer
{
    private readonly BlobContainerClient _container = service.GetBlobContainerClient(container);
    private readonly BlobRemoval _removal = new(removing.GetBlobContainerClient(container), time);

    public async Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken)
    {
        try
        {
            var properties = await ContainerFault.GuardAsync(
                container, () => service.GetPropertiesAsync(cancellationToken), isUnavailable: exception => !IsRefusal(exception), cancellationToken);
            return properties.Value.DeleteRetentionPolicy is { Enabled: true } policy ? policy.Days : 0;
        }
        catch (RequestFailedException exception) when (IsRefusal(exception))
        {
            // Roles for data alone do not let the account's settings be read.
            return null;
        }
    }

    public async IAsyncEnumerable<ContainerItem> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobTally? tally = null;
        await foreach (var entry in EntriesAsync(prefix: null, cancellationToken))
        {
            // Snapshots and versions stand beside their blob, also across pages.
            if (tally is not null && tally.Name != entry.Name)
            {
                if (tally.ToItem() is { } item)
                {
                    yield return item;
                }

                tally = null;
            }

            (tally ??= new BlobTally(entry.Name)).Add(entry);
        }

        if (tally?.ToItem() is { } last)
        {
            yield return last;
        }
    }

    public async Task<Removal> RemoveAsync(string name, string etag, ItemSnapshots? snapshots, CancellationToken cancellationToken)
    {
        if (snapshots is not null)
        {
            // The service takes a condition on the blob, none on its snapshots: they are looked at immediately before.
            if (await FindAsync(name, cancellationToken) is not { } found)
            {
                return new Removal(RemovalOutcome.Gone);
            }

            if (found.Snapshots != snapshots)
            {
                return new Removal(RemovalOutcome.Changed);
            }
        }

        return await _removal.RunAsync(name, etag, withSnapshots: snapshots is not null, cancellationToken);
    }

    private async Task<ContainerItem?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var tally = new BlobTally(name);
        await foreach (var entry in EntriesAsync(name, cancellationToken))
        {
            // Of all names that begin like it, its own comes first.
            if (entry.Name != name)
            {
                break;
            }

            tally.Add(entry);
        }

        return tally.ToItem();
    }

    private async IAsyncEnumerable<BlobItem> EntriesAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.Snapshots | BlobStates.Version, prefix, cancellationToken)
            .AsPages().GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            while (await ContainerFault.GuardAsync(container, () => pages.MoveNextAsync().AsTask(), cancellationToken))
            {
                foreach (var entry in pages.Current.Values)
                {
                    yield return entry;
                }
            }
        }
    }

    private static bool IsRefusal(Exception exception) => exception is RequestFailedException { Status: 400 or 401 or 403 or 404 or 409 };
}
