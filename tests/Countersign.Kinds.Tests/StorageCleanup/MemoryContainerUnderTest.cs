using Countersign.Conformance.Containers;
using Countersign.Testing.Blobs;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>The container in memory that the kind's tests stand on.</summary>
/// <param name="wrap">What stands between the suite and the container; null for nothing.</param>
internal sealed class MemoryContainerUnderTest(Func<IInputContainers, IInputContainers>? wrap = null) : ContainerUnderTest
{
    private readonly MemoryContainers _containers = new("exports");

    public override string Name => "exports";

    public override IInputContainers Containers => wrap?.Invoke(_containers) ?? _containers;

    public override Task CreateAsync() => Task.CompletedTask;

    public override Task DeleteAsync()
    {
        _containers.Exists = false;
        return Task.CompletedTask;
    }

    public override Task PutAsync(string blob, int size)
    {
        _containers.Put(blob, size, DateTimeOffset.UtcNow);
        return Task.CompletedTask;
    }

    public override Task SnapshotAsync(string blob)
    {
        _containers.Snapshot(blob);
        return Task.CompletedTask;
    }

    public override Task LeaseAsync(string blob)
    {
        _containers.Lease(blob);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
