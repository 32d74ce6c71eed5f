using Countersign.Server.Ports;

namespace Countersign.Conformance.Storage;

/// <summary>One adapter of the storage ports, on data of its own.</summary>
public abstract class StorageUnderTest : IAsyncDisposable
{
    public abstract IJobStore Jobs { get; }

    public abstract IPlanStore Plans { get; }

    public abstract IJobDocuments Documents { get; }

    public abstract IEventLog Events { get; }

    public abstract IEventFeed Feed { get; }

    public abstract IJobCounts Counts { get; }

    public abstract IAuditLog Audit { get; }

    public abstract IDefinitionStore Definitions { get; }

    public abstract IRunCounts RunCounts { get; }

    public abstract IUploadStore Uploads { get; }

    public abstract IArtifactStore Artifacts { get; }

    public abstract ILeftovers Leftovers { get; }

    /// <summary>Counts the jobs anew, where that happens by the clock.</summary>
    public virtual Task CountJobsAsync() => Task.CompletedTask;

    /// <summary>Opens the ports: on empty data the first time, on the data of the time before after <see cref="CloseAsync"/>.</summary>
    public abstract Task OpenAsync();

    /// <summary>Closes the ports as a host that stops does; the data stays.</summary>
    public abstract Task CloseAsync();

    /// <summary>Closes the ports and removes the data.</summary>
    public abstract ValueTask DisposeAsync();
}
