namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>Broken on purpose: removes what has the name, in whatever state it is.</summary>
internal sealed class CarelessContainers(IInputContainers containers) : IInputContainers
{
    public IReadOnlyList<string>? Names => containers.Names;

    public IInputContainer Open(string name) => new CarelessContainer(containers.Open(name));

    private sealed class CarelessContainer(IInputContainer container) : IInputContainer
    {
        public Task<int?> FindSoftDeleteDaysAsync(CancellationToken cancellationToken) => container.FindSoftDeleteDaysAsync(cancellationToken);

        public IAsyncEnumerable<ContainerItem> ListAsync(CancellationToken cancellationToken) => container.ListAsync(cancellationToken);

        public async Task<Removal> RemoveAsync(string name, string etag, ItemSnapshots? snapshots, CancellationToken cancellationToken)
        {
            var now = await container.ListAsync(cancellationToken).FirstOrDefaultAsync(item => item.Name == name, cancellationToken);
            return now is null
                ? new Removal(RemovalOutcome.Gone)
                : await container.RemoveAsync(name, now.ETag, now.Snapshots, cancellationToken);
        }
    }
}
