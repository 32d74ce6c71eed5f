using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Figures come back as they were added, by job and by task, are stored with their change or not at all, and go with their job.</summary>
public abstract class MetricStoreContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Read_OfAJobWithoutFigures_IsEmpty()
    {
        await CreateAsync("job");

        Assert.Empty(await Metrics.ReadAsync("job", NoCancellation));
        Assert.Empty(await Metrics.ReadAsync("nobody", NoCancellation));
        Assert.Empty(await Metrics.ReadAsync("not an identifier", NoCancellation));
        Assert.Equal((0, true), await CountAsync("t"));
    }

    [Fact]
    public async Task Add_GivesNumbersTimesAndExactValuesBack()
    {
        await CreateAsync("job");
        var at = JobBuilder.Epoch.AddSeconds(5);

        await AddAsync("job", JobBuilder.Epoch, new StoredMetric("step_duration_seconds", 0.1 + 0.2, "read"));
        await AddAsync("job", at, new StoredMetric("score", -1e-300), new StoredMetric("bytes_read", 9_007_199_254_740_993));
        await ReopenAsync();

        var packs = await Metrics.ReadAsync("job", NoCancellation);
        Assert.Equal([(1, JobBuilder.Epoch), (2, at)], packs.Select(pack => (pack.First, pack.At)));
        Assert.Equal([new StoredMetric("step_duration_seconds", 0.1 + 0.2, "read")], packs[0].Items);
        Assert.Equal([new StoredMetric("score", -1e-300), new StoredMetric("bytes_read", 9_007_199_254_740_993)], packs[1].Items);
        Assert.Equal(3, (await GetAsync("job")).MetricCount);
    }

    [Fact]
    public async Task Add_WithAChangeThatIsRefused_StoresNothing()
    {
        var record = await CreateAsync(new JobBuilder("job").Task("t"));
        var plan = new PlanBuilder(record.Job).Build();
        await ChangeAsync("job", current => new JobChange { Record = current, Plan = plan });

        await Assert.ThrowsAsync<InvalidOperationException>(() => ChangeAsync(
            "job", current => new JobChange { Record = current, Plan = plan }.Measuring([new StoredMetric("score", 1)])));

        Assert.Empty(await Metrics.ReadAsync("job", NoCancellation));
        Assert.Equal((0, true), await CountAsync("t"));
        Assert.Equal(0, (await GetAsync("job")).MetricCount);
    }

    [Fact]
    public async Task Add_OfManyAtOnce_NumbersEachOnce()
    {
        await CreateAsync(new JobBuilder("job").Task("t"));

        await Task.WhenAll(Enumerable.Range(1, 12).Select(value => AddAsync("job", JobBuilder.Epoch, new StoredMetric("score", value))));

        var packs = await Metrics.ReadAsync("job", NoCancellation);
        Assert.Equal(Enumerable.Range(1, 12), packs.Select(pack => pack.First));
        Assert.Equal(Enumerable.Range(1, 12).Select(value => (double)value), packs.Select(pack => pack.Items[0].Value).Order());

        // By task there is the same, with the same numbers.
        var ofTask = await Metrics.ReadTaskAsync("t", null, 10, NoCancellation);
        Assert.Equal(packs.Select(Flat), ofTask.Packs["job"].Select(Flat));
    }

    [Fact]
    public async Task ReadTask_TellsTasksAndOwnersApart()
    {
        await CreateMeasuredAsync(new JobBuilder("a").Task("t"), 1);
        await CreateMeasuredAsync(new JobBuilder("b").Task("t").Owner("bob"), 2);
        await CreateMeasuredAsync(new JobBuilder("c").Task("T"), 3);
        await CreateMeasuredAsync(new JobBuilder("d").Task("t/u"), 4);
        await CreateMeasuredAsync(new JobBuilder("e"), 5);
        await CreateAsync(new JobBuilder("f").Task("t"));

        Assert.Equal([("a", 1), ("b", 2)], await ReadTaskAsync("t", null));
        Assert.Equal([("a", 1)], await ReadTaskAsync("t", "ann"));
        Assert.Equal([("b", 2)], await ReadTaskAsync("t", "bob"));
        Assert.Equal([], await ReadTaskAsync("t", "eve"));
        Assert.Equal([("d", 4)], await ReadTaskAsync("t/u", null));
    }

    [Fact]
    public async Task ReadTask_PastTheMost_ReadsTheNewestJobsWhole()
    {
        foreach (var second in (int[])[2, 0, 3, 1])
        {
            var jobId = $"job-{second}";
            await CreateMeasuredAsync(new JobBuilder(jobId).Task("t").Second(second), second);
            await AddAsync(jobId, JobBuilder.Epoch, new StoredMetric("score", second + 10));
        }

        var newest = await Metrics.ReadTaskAsync("t", null, 2, NoCancellation);
        var all = await Metrics.ReadTaskAsync("t", null, 4, NoCancellation);

        Assert.False(newest.Complete);
        Assert.Equal(["job-2", "job-3"], newest.Packs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([3, 13], newest.Packs["job-3"].Select(pack => pack.Items[0].Value));
        Assert.True(all.Complete);
        Assert.Equal(4, all.Packs.Count);
    }

    [Fact]
    public async Task Delete_TakesTheFiguresAlong()
    {
        await CreateMeasuredAsync(new JobBuilder("a").Task("t"), 1);
        await CreateMeasuredAsync(new JobBuilder("b").Task("t"), 2);

        await Jobs.DeleteAsync("a", NoCancellation);
        await CreateAsync(new JobBuilder("a").Task("t"));

        Assert.Empty(await Metrics.ReadAsync("a", NoCancellation));
        Assert.Equal([("b", 2)], await ReadTaskAsync("t", null));
    }

    private static (int First, StoredMetric Figure) Flat(MetricPack pack) => (pack.First, Assert.Single(pack.Items));

    private Task AddAsync(string jobId, DateTimeOffset at, params StoredMetric[] figures) =>
        ChangeAsync(jobId, record => new JobChange { Record = record with { UpdatedAt = at } }.Measuring(figures));

    private async Task CreateMeasuredAsync(JobBuilder job, double value)
    {
        var record = await CreateAsync(job);
        await AddAsync(record.Job.JobId, JobBuilder.Epoch, new StoredMetric("score", value));
    }

    private async Task<(int Jobs, bool Complete)> CountAsync(string taskId)
    {
        var read = await Metrics.ReadTaskAsync(taskId, null, 10, NoCancellation);
        return (read.Packs.Count, read.Complete);
    }

    private async Task<IEnumerable<(string Job, double Value)>> ReadTaskAsync(string taskId, string? owner)
    {
        var read = await Metrics.ReadTaskAsync(taskId, owner, 100, NoCancellation);
        return read.Packs.Select(job => (job.Key, job.Value.Single().Items.Single().Value)).OrderBy(job => job.Key, StringComparer.Ordinal);
    }
}
