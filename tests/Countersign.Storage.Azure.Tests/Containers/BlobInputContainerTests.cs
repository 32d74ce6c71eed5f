using System.Globalization;
using Azure.Core.Pipeline;
using Countersign.Conformance.Containers;
using Countersign.Contracts.Errors;
using Countersign.Kinds;
using Countersign.Storage.Azure.Tests.Faults;
using Xunit;

namespace Countersign.Storage.Azure.Tests.Containers;

public sealed class BlobInputContainerTests : InputContainerContract
{
    private readonly BlobContainerUnderTest _container;

    public BlobInputContainerTests()
        : this(new BlobContainerUnderTest())
    {
    }

    private BlobInputContainerTests(BlobContainerUnderTest container)
        : base(container) => _container = container;

    [Fact]
    public async Task Remove_WhoseAnswerIsLost_CountsAsRemoved()
    {
        await _container.PutAsync("a", 1);
        var listed = Assert.Single(await ListAsync());

        var removal = await Open(new LostRemoval()).RemoveAsync("a", listed.ETag, null, CancellationToken.None);

        Assert.Equal(RemovalOutcome.Removed, removal.Outcome);
        Assert.Empty(await ListAsync());
    }

    // Without snapshots: the emulator loses what a page cuts off of a name's entries. BlobTallyTests show how they are put together.
    [Fact]
    public async Task List_OfSeveralPages_GivesEveryBlobOnce()
    {
        string[] names = [.. Enumerable.Range(0, 7).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        foreach (var name in names)
        {
            await _container.PutAsync(name, 1);
        }

        var pages = new SmallPages();
        var items = await ListAsync(pages);

        Assert.Equal(names, items.Select(item => item.Name));
        Assert.Equal(4, pages.Asked);
    }

    [Fact]
    public async Task Outage_IsTriedAgainByTheJob()
    {
        await _container.PutAsync("a", 1);

        var list = await Assert.ThrowsAsync<WorkFailedException>(() => ListAsync(Outage.Everything()));
        var removal = await Assert.ThrowsAsync<WorkFailedException>(
            () => Open(Outage.Everything()).RemoveAsync("a", "0x1", null, CancellationToken.None));

        Assert.Equal((ErrorCodes.ServiceUnavailable, true), (list.Code, list.Retryable));
        Assert.Equal((ErrorCodes.ServiceUnavailable, true), (removal.Code, removal.Retryable));
    }

    [Fact]
    public async Task Account_ThatDoesNotLetTheServerIn_SaysWhatIsMissing()
    {
        await _container.PutAsync("a", 1);

        var refused = await Assert.ThrowsAsync<WorkFailedException>(
            () => Open(new WrongKey()).RemoveAsync("a", "0x1", null, CancellationToken.None));

        Assert.Contains("Storage Blob Data Contributor", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Open(new WrongKey()).FindSoftDeleteDaysAsync(CancellationToken.None));
        Assert.NotNull(await Open().FindSoftDeleteDaysAsync(CancellationToken.None));
    }

    private async Task<List<ContainerItem>> ListAsync(params HttpPipelinePolicy[] faults) =>
        await Open(faults).ListAsync(CancellationToken.None).ToListAsync();

    private IInputContainer Open(params HttpPipelinePolicy[] faults) => _container.OpenAnother(faults).Open(_container.Name);
}
