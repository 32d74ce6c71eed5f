using System.Globalization;
using System.Runtime.CompilerServices;
using Countersign.Contracts.Errors;
using Countersign.Kinds;

namespace Countersign.Testing.Blobs;

/// <summary>
/// One container in memory that answers as Blob Storage does: an ETag for each state of a blob, snapshots that go with their blob only
/// when that is asked for, versions, leases. The contract suite of containers holds it to that.
/// </summary>
/// <param name="container">The container's name; only this one may be cleaned up.</param>
public sealed class MemoryContainers(string container) : IInputContainers, IInputContainer
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MemoryBlob> _blobs = new(StringComparer.Ordinal);
    private long _states;

    public IReadOnlyList<string> Names => [container];

    /// <summary>Whether the container is there.</summary>
    public bool Exists { get; set; } = true;

    /// <summary>How many of the calls that follow fail as an outage does.</summary>
    public int Outages { get; set; }

    /// <summary>Whether an outage loses the answer of a removal that happened, in place of the call.</summary>
    public bool LosesAnswers { get; set; }

    public int? SoftDeleteDays { get; set; } = 7;

    /// <summary>Called after each removal with the blob's name.</summary>
    public Action<string> Removed { get; set; } = _ => { };

    /// <summary>The blobs that are there.</summary>
    public IReadOnlyList<string> Blobs
    {
        get
        {
            lock (_gate)
            {
                return [.. _blobs.Keys];
            }
        }
    }

    /// <summary>Writes a blob, or writes over it; its snapshots stay.</summary>
    public void Put(string blob, long size, DateTimeOffset modifiedAt, int? versions = null)
    {
        lock (_gate)
        {
            _blobs[blob] = new MemoryBlob
            {
                Size = size,
                ModifiedAt = modifiedAt,
                ETag = string.Create(CultureInfo.InvariantCulture, $"0x8DC{++_states:X12}"),
                Snapshots = _blobs.TryGetValue(blob, out var before) ? before.Snapshots : [],
                Versions = versions,
            };
        }
    }

    /// <summary>Makes a snapshot of a blob, which does not change the blob's ETag.</summary>
    public void Snapshot(string blob)
    {
        lock (_gate)
        {
            _blobs[blob].Snapshots.Add(DateTimeOffset.UnixEpoch.AddTicks(++_states).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        }
    }

    public void Lease(string blob)
    {
        lock (_gate)
        {
            _blobs[blob].IsLeased = true;
        }
    }

    /// <summary>Puts a blob under a legal hold, which no listing tells.</summary>
    public void Protect(string blob)
    {
        lock (_gate)
        {
            _blobs[blob].IsProtected = true;
        }
    }

    /// <summary>Removes a blob as somebody else does.</summary>
    public void TakeAway(string blob)
    {
        lock (_gate)
        {
            _blobs.Remove(blob);
        }
    }

    public IInputContainer Open(string name) => name == container
        ? this
        : throw new WorkFailedException(ErrorCodes.InputNotAllowed, $"Container '{name}' is none that jobs may clean up (Inputs:Containers).");

    public Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken) => Task.FromResult(SoftDeleteDays);

    public async IAsyncEnumerable<ContainerItem> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        ContainerItem[] items;
        lock (_gate)
        {
            RequireThere();
            RequireServed();
            items = [.. _blobs.Select(blob => blob.Value.ToItem(blob.Key))];
        }

        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<Removal> RemoveAsync(string name, string etag, ItemSnapshots? snapshots, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RemovalOutcome outcome;
        lock (_gate)
        {
            RequireThere();
            if (!LosesAnswers)
            {
                RequireServed();
            }

            outcome = Remove(name, etag, snapshots);
            RequireServed();
        }

        Removed(name);
        return Task.FromResult(new Removal(outcome));
    }

    private RemovalOutcome Remove(string blob, string etag, ItemSnapshots? snapshots)
    {
        if (!_blobs.TryGetValue(blob, out var found))
        {
            return RemovalOutcome.Gone;
        }

        if (found.IsLeased)
        {
            return RemovalOutcome.Leased;
        }

        if (found.ETag != etag || found.ToItem(blob).Snapshots != snapshots)
        {
            return RemovalOutcome.Changed;
        }

        if (found.IsProtected)
        {
            return RemovalOutcome.Protected;
        }

        _blobs.Remove(blob);
        return RemovalOutcome.Removed;
    }

    private void RequireThere()
    {
        if (!Exists)
        {
            throw new WorkFailedException(ErrorCodes.InputNotFound, $"There is no container '{container}' in the storage account.");
        }
    }

    private void RequireServed()
    {
        if (Outages > 0)
        {
            Outages--;
            throw new WorkFailedException(
                ErrorCodes.ServiceUnavailable, $"The storage account does not serve container '{container}' right now.", retryable: true);
        }
    }
}
