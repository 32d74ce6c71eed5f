using Countersign.Contracts.Errors;
using Countersign.Kinds;
using Xunit;

namespace Countersign.Conformance.Containers;

/// <summary>What every adapter of <see cref="IInputContainers"/> has to do.</summary>
public abstract class InputContainerContract(ContainerUnderTest container) : IAsyncLifetime
{
    private static readonly CancellationToken NoCancellation = CancellationToken.None;

    private IInputContainer Container => container.Containers.Open(container.Name);

    public async ValueTask InitializeAsync() => await container.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await container.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task List_OfAnEmptyContainer_GivesNothing() => Assert.Empty(await ListAsync());

    [Fact]
    public async Task List_GivesEveryBlobOnce_InTheOrderOfNames_AsItIs()
    {
        var earliest = DateTimeOffset.UtcNow.AddMinutes(-10);
        foreach (var (name, size) in new[] { ("b", 2), ("a/b/c.log", 0), ("a", 1), ("a/b", 3) })
        {
            await container.PutAsync(name, size);
        }

        var items = await ListAsync();

        Assert.Equal([("a", 1L), ("a/b", 3L), ("a/b/c.log", 0L), ("b", 2L)], items.Select(item => (item.Name, item.Size)));
        Assert.All(items, item => Assert.Equal(ContainerItemType.Blob, item.Type));
        Assert.All(items, item => Assert.Matches(@"^[\x21\x23-\x2b\x2d-\x7e]{1,100}$", item.ETag));
        Assert.Equal(items.Count, items.Select(item => item.ETag).Distinct().Count());
        Assert.All(items, item => Assert.True(item.ModifiedAt > earliest, item.ToString()));
        Assert.All(items, item => Assert.Null(item.Snapshots));
    }

    [Theory]
    [InlineData("with blank.log")]
    [InlineData("grüße/日本.log")]
    [InlineData("a?b=c&d#e.log")]
    [InlineData("100%25.log")]
    [InlineData("plus+and;semi,comma'quote.log")]
    [InlineData(".hidden")]
    public async Task Name_OfAnySort_IsListedAndRemovedAsItIs(string name)
    {
        await container.PutAsync(name, 1);
        var item = Assert.Single(await ListAsync());

        var removal = await RemoveAsync(item);

        Assert.Equal((name, RemovalOutcome.Removed), (item.Name, removal));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Remove_OfABlobAsListed_RemovesItAndNoOther()
    {
        await container.PutAsync("a", 1);
        await container.PutAsync("ab", 1);
        var items = await ListAsync();

        Assert.Equal(RemovalOutcome.Removed, await RemoveAsync(items[0]));

        Assert.Equal(["ab"], (await ListAsync()).Select(item => item.Name));
    }

    [Fact]
    public async Task Remove_OfABlobThatWasWrittenAgain_LeavesItAlone()
    {
        await container.PutAsync("a", 1);
        var listed = Assert.Single(await ListAsync());
        await container.PutAsync("a", 1);

        Assert.Equal(RemovalOutcome.Changed, await RemoveAsync(listed));

        var now = Assert.Single(await ListAsync());
        Assert.NotEqual(listed.ETag, now.ETag);
    }

    [Fact]
    public async Task Remove_OfABlobThatIsGone_SaysSo()
    {
        await container.PutAsync("a", 1);
        var listed = Assert.Single(await ListAsync());
        await RemoveAsync(listed);

        Assert.Equal(RemovalOutcome.Gone, await RemoveAsync(listed));
        Assert.Equal(RemovalOutcome.Gone, await RemoveAsync(listed with { Snapshots = new ItemSnapshots(1, "2026-01-31T00:00:00.0000000Z") }));
    }

    [Fact]
    public async Task Remove_OfALeasedBlob_LeavesItAlone_AndTheListTells()
    {
        await container.PutAsync("a", 1);
        var listed = Assert.Single(await ListAsync());
        await container.LeaseAsync("a");

        Assert.Equal(RemovalOutcome.Leased, await RemoveAsync(listed));

        Assert.Equal(ContainerItemType.LeasedBlob, Assert.Single(await ListAsync()).Type);
    }

    [Fact]
    public async Task Remove_OfABlobWithItsSnapshotsAsListed_RemovesAll()
    {
        await container.PutAsync("a", 1);
        await container.PutAsync("a.1", 1);
        await container.SnapshotAsync("a");
        await container.SnapshotAsync("a");
        var listed = await ListAsync();

        var removal = await RemoveAsync(listed[0]);

        Assert.Equal(2, listed[0].Snapshots?.Count);
        Assert.Null(listed[1].Snapshots);
        Assert.Equal(RemovalOutcome.Removed, removal);
        Assert.Equal(["a.1"], (await ListAsync()).Select(item => item.Name));
    }

    [Fact]
    public async Task Remove_OfABlobThatGotASnapshot_LeavesBothAlone()
    {
        await container.PutAsync("a", 1);
        var without = Assert.Single(await ListAsync());
        await container.SnapshotAsync("a");
        var withOne = Assert.Single(await ListAsync());
        await container.SnapshotAsync("a");

        Assert.Equal(RemovalOutcome.Changed, await RemoveAsync(without));
        Assert.Equal(RemovalOutcome.Changed, await RemoveAsync(withOne));

        var now = Assert.Single(await ListAsync());
        Assert.Equal((without.ETag, 2), (now.ETag, now.Snapshots?.Count));
        Assert.NotEqual(withOne.Snapshots?.Newest, now.Snapshots?.Newest);
    }

    [Fact]
    public async Task Remove_OfABlobWithSnapshotsThatWasWrittenAgain_LeavesBothAlone()
    {
        await container.PutAsync("a", 1);
        await container.SnapshotAsync("a");
        var listed = Assert.Single(await ListAsync());
        await container.PutAsync("a", 1);

        Assert.Equal(RemovalOutcome.Changed, await RemoveAsync(listed));

        Assert.Equal(1, Assert.Single(await ListAsync()).Snapshots?.Count);
    }

    [Fact]
    public void Open_OfAContainerThatIsNotListed_IsRefused()
    {
        var refused = Assert.Throws<WorkFailedException>(() => container.Containers.Open("somebody-elses"));

        Assert.Equal((ErrorCodes.InputNotAllowed, false), (refused.Code, refused.Retryable));
        Assert.Equal([container.Name], container.Containers.Names);
    }

    [Fact]
    public async Task Container_ThatIsGone_IsNotFound()
    {
        await container.PutAsync("a", 1);
        var listed = Assert.Single(await ListAsync());
        await container.DeleteAsync();

        var list = await Assert.ThrowsAsync<WorkFailedException>(ListAsync);
        var removal = await Assert.ThrowsAsync<WorkFailedException>(() => RemoveAsync(listed));

        Assert.Equal((ErrorCodes.InputNotFound, ErrorCodes.InputNotFound), (list.Code, removal.Code));
    }

    [Fact]
    public async Task Calls_ThatAreCancelled_End()
    {
        await container.PutAsync("a", 1);
        var listed = Assert.Single(await ListAsync());
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Container.ListAsync(stop.Token).ToListAsync(stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Container.RemoveAsync("a", listed.ETag, null, stop.Token));

        Assert.Single(await ListAsync());
    }

    private async Task<List<ContainerItem>> ListAsync() => await Container.ListAsync(NoCancellation).ToListAsync();

    private async Task<RemovalOutcome> RemoveAsync(ContainerItem item) =>
        (await Container.RemoveAsync(item.Name, item.ETag, item.Snapshots, NoCancellation)).Outcome;
}
