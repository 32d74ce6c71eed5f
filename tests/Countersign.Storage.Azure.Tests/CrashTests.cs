using Countersign.Conformance.Storage;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Tests.Faults;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Azure.Tests;

/// <summary>A process that dies between two writes: no job is hidden, nothing is shown twice, and nothing stays for ever.</summary>
public sealed class CrashTests : StorageContract
{
    private readonly AzureStorageUnderTest _storage;

    public CrashTests()
        : this(new AzureStorageUnderTest())
    {
    }

    private CrashTests(AzureStorageUnderTest storage)
        : base(storage) => _storage = storage;

    /// <summary>A process of the next day: what was left behind is old by then.</summary>
    private AzureStorage NextDay => _storage.OpenAnother(new VirtualClock(TimeProvider.System.GetUtcNow().AddDays(1)));

    [Fact]
    public async Task Create_ThatStopsBeforeTheJob_ShowsNothingAndCanBeRepeated()
    {
        var creation = new JobBuilder("half").Tags("a").WakeUp(WakeUp.Start).Input(TestJson.LongText(50_000)).Creation(Log("created"));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _storage.OpenAnother(Outage.BeforeBatch()).Jobs.TryCreateAsync(creation, NoCancellation));

        Assert.Null(await Jobs.GetAsync("half", NoCancellation));
        Assert.Equal((0, 0L), await ListAsync(Jobs, new JobQuery()));
        Assert.Empty(await Jobs.ListOwedAsync(10, NoCancellation));
        Assert.NotEqual((0, 0, 0), await _storage.CountRowsAsync());

        Assert.Null(await Jobs.TryCreateAsync(creation, NoCancellation));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery()));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Tag = "a" }));
        Assert.Single(await Jobs.ListOwedAsync(10, NoCancellation));
    }

    [Fact]
    public async Task Create_ThatStopsBeforeTheJob_IsClearedByUpkeep()
    {
        var creation = new JobBuilder("half").Tags("a").WakeUp(WakeUp.Start).Input(TestJson.LongText(50_000)).Creation(Log("created"));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _storage.OpenAnother(Outage.BeforeBatch()).Jobs.TryCreateAsync(creation, NoCancellation));

        await NextDay.Upkeep.RunAsync(NoCancellation);

        Assert.Equal((0, 0, 0), await _storage.CountRowsAsync());
    }

    [Fact]
    public async Task Create_ThatStopsBeforeTheJob_IsClearedByTheNextList()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _storage.OpenAnother(Outage.BeforeBatch()).Jobs.TryCreateAsync(new JobBuilder("half").Creation(), NoCancellation));
        var before = await _storage.CountRowsAsync();

        await NextDay.Jobs.ListAsync(new JobQuery(), NoCancellation);

        Assert.Equal(before.Index - 1, (await _storage.CountRowsAsync()).Index);
    }

    [Fact]
    public async Task Upkeep_WhileAChangeMayBeUnderWay_LeavesItsRows()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _storage.OpenAnother(Outage.BeforeBatch()).Jobs.TryCreateAsync(new JobBuilder("half").Creation(), NoCancellation));
        var before = await _storage.CountRowsAsync();

        await _storage.Storage.Upkeep.RunAsync(NoCancellation);

        Assert.Equal(before, await _storage.CountRowsAsync());
    }

    [Fact]
    public async Task Move_ThatStopsBeforeTheJob_LeavesTheJobWhereItWas()
    {
        await CreateAsync("moving");
        var rows = await _storage.CountRowsAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => MoveAsync(_storage.OpenAnother(Outage.BeforeBatch())));

        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Statuses = [JobStatus.Pending] }));
        Assert.Equal((0, 0L), await ListAsync(Jobs, new JobQuery { Statuses = [JobStatus.Running] }));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Statuses = [JobStatus.Pending, JobStatus.Running] }));

        await NextDay.Upkeep.RunAsync(NoCancellation);
        Assert.Equal(rows, await _storage.CountRowsAsync());
    }

    [Fact]
    public async Task Move_ThatStopsAfterTheJob_ShowsItInItsNewPlaceOnly()
    {
        await CreateAsync(new JobBuilder("moving").Tags("old"));
        var rows = await _storage.CountRowsAsync();
        Assert.True(await MoveAsync(_storage.OpenAnother(Outage.BeforeRemoval())));

        Assert.Equal((0, 0L), await ListAsync(Jobs, new JobQuery { Statuses = [JobStatus.Pending] }));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Statuses = [JobStatus.Running] }));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Tag = "new" }));
        Assert.Equal((0, 0L), await ListAsync(Jobs, new JobQuery { Tag = "old" }));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery()));
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Text = "after" }));

        await NextDay.Upkeep.RunAsync(NoCancellation);
        Assert.Equal(rows, await _storage.CountRowsAsync());
        Assert.Equal((1, 1L), await ListAsync(Jobs, new JobQuery { Tag = "new" }));
    }

    [Fact]
    public async Task Upkeep_OfSoundData_RemovesNothing()
    {
        var job = new JobBuilder("sound").Task("t").Tags("a", "b").WakeUp(WakeUp.Start).Input(TestJson.LongText(50_000));
        await CreateAsync(job, new EventDraft("log", TestJson.LongText(40_000)));
        await ChangeAsync("sound", record => new JobChange { Record = record, Result = TestJson.LongText(40_000) });
        var upload = await Uploads.SaveAsync("x", "ann", new MemoryStream([1]), 1, NoCancellation);
        var rows = await _storage.CountRowsAsync();

        await NextDay.Upkeep.RunAsync(NoCancellation);

        Assert.Equal(rows, await _storage.CountRowsAsync());
        Assert.NotNull(await Documents.GetResultAsync("sound", NoCancellation));
        Assert.NotNull(await Uploads.OpenAsync(upload!.UploadId, NoCancellation));
    }

    [Fact]
    public async Task Upkeep_RemovesReplacedValuesAndUploadsWithoutARow()
    {
        await CreateAsync("replaced");
        foreach (var length in (int[])[40_000, 50_000])
        {
            await ChangeAsync("replaced", record => new JobChange { Record = record, Result = TestJson.LongText(length) });
        }

        await _storage.Container("uploads").UploadBlobAsync(new string('a', 32), BinaryData.FromString("no row"));
        Assert.Equal(2, (await _storage.CountRowsAsync()).Values);

        await NextDay.Upkeep.RunAsync(NoCancellation);

        Assert.Equal(1, (await _storage.CountRowsAsync()).Values);
        Assert.Equal(50_000, (await Documents.GetResultAsync("replaced", NoCancellation))!.Value.GetString()!.Length);
        Assert.Empty(await _storage.Container("uploads").GetBlobsAsync(cancellationToken: NoCancellation).ToListAsync());
    }

    private static Task<bool> MoveAsync(AzureStorage host) => host.Jobs.UpdateAsync(
        "moving",
        record => new JobUpdate<bool>(true, new JobChange
        {
            Record = record with { Job = record.Job with { Status = JobStatus.Running, Name = "After", Tags = ["new"] } },
        }),
        NoCancellation);

    private static async Task<(int Items, long Total)> ListAsync(IJobStore jobs, JobQuery query)
    {
        var page = await jobs.ListAsync(query, NoCancellation);
        return (page.Items.Count, page.Total);
    }
}
