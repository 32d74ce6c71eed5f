using Countersign.Kinds;

namespace Countersign.Conformance.Containers;

/// <summary>An adapter of containers, and the means to put blobs there that are not the adapter's own.</summary>
public abstract class ContainerUnderTest : IAsyncDisposable
{
    /// <summary>The only container that the adapter may open.</summary>
    public abstract string Name { get; }

    public abstract IInputContainers Containers { get; }

    /// <summary>Makes the container, empty.</summary>
    public abstract Task CreateAsync();

    /// <summary>Takes the container away.</summary>
    public abstract Task DeleteAsync();

    /// <summary>Writes a blob, or writes over it, with as many bytes.</summary>
    public abstract Task PutAsync(string blob, int size);

    /// <summary>Makes a snapshot of a blob.</summary>
    public abstract Task SnapshotAsync(string blob);

    /// <summary>Takes a lease on a blob and does not give it back.</summary>
    public abstract Task LeaseAsync(string blob);

    public abstract ValueTask DisposeAsync();
}
