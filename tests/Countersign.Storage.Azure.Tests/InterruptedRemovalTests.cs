using Countersign.Conformance.Storage;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Tests.Faults;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

/// <summary>A removal that stops anywhere can be finished by anybody, and meanwhile there is no such job.</summary>
public sealed class InterruptedRemovalTests : StorageContract
{
    private readonly AzureStorageUnderTest _storage;

    public InterruptedRemovalTests()
        : this(new AzureStorageUnderTest())
    {
    }

    private InterruptedRemovalTests(AzureStorageUnderTest storage)
        : base(storage) => _storage = storage;

    [Fact]
    public async Task Delete_ThatStopsBeforeItsMark_LeavesTheJob()
    {
        await CreateBigAsync();

        await DeleteUntilAsync(Outage.BeforeBatch(1));

        Assert.Equal(80, (await ReadSeqsAsync("big")).Length);
        await AppendAsync("big", Log("goes on"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Delete_ThatStops_HasRemovedTheJobForReaders(int batch)
    {
        await CreateBigAsync();

        await DeleteUntilAsync(OutageAt(batch));

        Assert.Null(await Jobs.GetAsync("big", NoCancellation));
        Assert.Equal(0, (await Jobs.ListAsync(new JobQuery(), NoCancellation)).Total);
        Assert.False(await Jobs.UpdateAsync("big", record => new JobUpdate<bool>(true, new JobChange { Record = record }), NoCancellation));
        Assert.NotEqual((0, 0, 0), await _storage.CountRowsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Delete_ThatStopped_IsFinishedByTheNext(int batch)
    {
        await CreateBigAsync();
        await DeleteUntilAsync(OutageAt(batch));

        await Jobs.DeleteAsync("big", NoCancellation);

        Assert.Equal((0, 0, 0), await _storage.CountRowsAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Delete_ThatStopped_IsFinishedByUpkeep(int batch)
    {
        await CreateBigAsync();
        await DeleteUntilAsync(OutageAt(batch));

        await _storage.OpenAnother(new VirtualClock(TimeProvider.System.GetUtcNow().AddDays(1))).Upkeep.RunAsync(NoCancellation);

        Assert.Equal((0, 0, 0), await _storage.CountRowsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Create_AfterADeleteThatStopped_StartsFromNothing(int batch)
    {
        await CreateBigAsync();
        await DeleteUntilAsync(OutageAt(batch));

        await CreateAsync(new JobBuilder("big").Name("New"), Log("new"));

        Assert.Equal(Gapless(1), await ReadSeqsAsync("big"));
        Assert.Equal(1, (await Jobs.ListAsync(new JobQuery(), NoCancellation)).Total);
        Assert.Equal((2, 5, 0), await _storage.CountRowsAsync());
    }

    private static Outage OutageAt(int batch) => batch == 0 ? Outage.BeforeRemoval() : Outage.BeforeBatch(batch);

    private async Task DeleteUntilAsync(Outage outage) => await Assert.ThrowsAsync<StoreUnavailableException>(
        () => _storage.OpenAnother(outage).Jobs.DeleteAsync("big", NoCancellation));

    /// <summary>So many rows that they take two batches, and values in blobs.</summary>
    private async Task CreateBigAsync()
    {
        await CreateAsync(new JobBuilder("big").Input(TestJson.LongText(40_000)));
        await ChangeAsync("big", record => new JobChange
        {
            Record = record with { Job = record.Job with { Error = new JobError("failed", "no", null, TestJson.LongText(40_000)) } },
        });
        var line = new EventDraft("log", TestJson.LongText(20_000));
        for (var i = 0; i < 4; i++)
        {
            await AppendAsync("big", [.. Enumerable.Repeat(line, 20)]);
        }

        foreach (var i in Enumerable.Range(0, 30))
        {
            await ChangeAsync("big", record => new JobChange
            {
                Record = record,
                Step = new PlanBuilder(record.Job).StateOf($"step {i}", StepStatus.Completed),
            });
        }
    }
}
