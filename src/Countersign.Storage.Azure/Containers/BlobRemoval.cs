using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Countersign.Kinds;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Containers;

/// <summary>Removes blobs on the condition of their ETag, and tells what the service's answers mean.</summary>
/// <remarks>
/// Tries again by itself: where the answer to a try was lost, a blob that is gone at the next one was removed by us. A client that
/// tries again unseen would make it look as if somebody else had.
/// </remarks>
internal sealed class BlobRemoval(BlobContainerClient container, TimeProvider time)
{
    // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
    private const string NotAsExpected = "ConditionNotMet";
    private const string SnapshotsPresent = "SnapshotsPresent";
    private const string NotEmpty = "DirectoryIsNotEmpty";
    private const string Immutable = "BlobImmutableDueToPolicy";
    private const string LeasePrefix = "Lease";
    private const string ContainerPrefix = "Container";

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    public async Task<Removal> RunAsync(string name, string etag, bool withSnapshots, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(name);
        var conditions = new BlobRequestConditions { IfMatch = new ETag($"\"{etag}\"") };
        var snapshots = withSnapshots ? DeleteSnapshotsOption.IncludeSnapshots : DeleteSnapshotsOption.None;
        for (var retries = 0; ; retries++)
        {
            try
            {
                return await TryAsync(blob, snapshots, conditions, isRepeat: retries > 0, cancellationToken);
            }
            catch (Exception exception) when (retries < AccountAccess.MaxRetries && IsWorthAnotherTry(exception, cancellationToken))
            {
                await Task.Delay(FirstWait * (1 << retries), time, cancellationToken);
            }
            catch (Exception exception) when (ContainerFault.Translate(exception, container.Name, cancellationToken) is { } failure)
            {
                throw failure;
            }
        }
    }

    private static async Task<Removal> TryAsync(
        BlobClient blob, DeleteSnapshotsOption snapshots, BlobRequestConditions conditions, bool isRepeat, CancellationToken cancellationToken)
    {
        var gone = isRepeat ? RemovalOutcome.Removed : RemovalOutcome.Gone;
        try
        {
            await blob.DeleteAsync(snapshots, conditions, cancellationToken);
            return new Removal(RemovalOutcome.Removed);
        }
        catch (RequestFailedException exception) when (exception.Status == 404 && !IsOfContainer(exception))
        {
            return new Removal(gone);
        }
        catch (RequestFailedException exception) when (exception is { Status: 412, ErrorCode: NotAsExpected })
        {
            // What is not there has no ETag that could fit: some answer so in place of 404.
            return new Removal((await blob.ExistsAsync(cancellationToken)).Value ? RemovalOutcome.Changed : gone);
        }
        catch (RequestFailedException exception) when (Explain(exception) is { } removal)
        {
            return removal;
        }
    }

    /// <summary>What became of a blob that is still there; null where the answer is not about the blob.</summary>
    private static Removal? Explain(RequestFailedException exception) => (exception.Status, exception.ErrorCode ?? "") switch
    {
        (409 or 412, _) when IsOfContainer(exception) => null,
        (409 or 412, var code) when code.StartsWith(LeasePrefix, StringComparison.Ordinal) => new Removal(RemovalOutcome.Leased),
        (412, _) or (409, SnapshotsPresent or NotEmpty) => new Removal(RemovalOutcome.Changed),
        (409, Immutable) => new Removal(RemovalOutcome.Protected),
        (409, var code) => new Removal(RemovalOutcome.Failed, $"the storage account refuses with {(code.Length > 0 ? code : "409")}"),
        _ => null,
    };

    private static bool IsOfContainer(RequestFailedException exception) =>
        exception.ErrorCode?.StartsWith(ContainerPrefix, StringComparison.Ordinal) == true;

    // Who is not let in is not let in half a second later.
    private static bool IsWorthAnotherTry(Exception exception, CancellationToken cancellationToken) =>
        ServiceFault.IsOutage(exception, cancellationToken) && exception is not RequestFailedException { Status: 401 or 403 };
}
