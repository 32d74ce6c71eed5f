using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Deleting a job leaves nothing of it, and its identifier is free again.</summary>
public abstract class JobDeletionContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Delete_OfAnUnknownJob_DoesNothing()
    {
        var other = await CreateAsync("other", Log("a"));

        await Jobs.DeleteAsync("nobody", NoCancellation);

        SameJson.Assert(other, await GetAsync("other"));
    }

    [Fact]
    public async Task Delete_RemovesEveryPart()
    {
        await CreateWithEverythingAsync("gone");

        await Jobs.DeleteAsync("gone", NoCancellation);

        Assert.Null(await Jobs.GetAsync("gone", NoCancellation));
        Assert.Empty(await ReadEventsAsync("gone"));
        Assert.Empty((await Jobs.ListAsync(new JobQuery(), NoCancellation)).Items);
        Assert.Equal(0, (await Jobs.ListAsync(new JobQuery { Tag = "x" }, NoCancellation)).Total);
        Assert.Empty(await Jobs.ListOwedAsync(10, NoCancellation));
        await AssertHasNoPartsAsync("gone");
    }

    [Fact]
    public async Task Create_AfterDelete_StartsFromNothing()
    {
        await CreateWithEverythingAsync("again");
        await Jobs.DeleteAsync("again", NoCancellation);

        var created = await CreateAsync(new JobBuilder("again").Name("New"), Log("new"));

        Assert.Equal(("New", 1L), (created.Job.Name, created.LastSeq));
        Assert.Equal(Gapless(1), await ReadSeqsAsync("again"));
        Assert.Equal(0, (await Jobs.ListAsync(new JobQuery { Tag = "x" }, NoCancellation)).Total);
        await AssertHasNoPartsAsync("again");
        await ChangeAsync("again", record => new JobChange { Record = record, Plan = new PlanBuilder(record.Job).Build() });
    }

    [Fact]
    public async Task Delete_LeavesOtherJobsAlone()
    {
        await CreateWithEverythingAsync("a");
        await CreateWithEverythingAsync("b");

        await Jobs.DeleteAsync("b", NoCancellation);
        await ReopenAsync();

        Assert.Equal(Gapless(2), await ReadSeqsAsync("a"));
        Assert.NotNull(await Plans.GetAsync("a", 1, NoCancellation));
        Assert.Equal(1, (await Jobs.ListAsync(new JobQuery { Tag = "x" }, NoCancellation)).Total);
        Assert.Null(await Jobs.GetAsync("b", NoCancellation));
    }

    private Task CreateWithEverythingAsync(string jobId)
    {
        var record = new JobBuilder(jobId).Tags("x", "y").WakeUp(WakeUp.Start).Input(TestJson.LongText(10_000)).Build();
        var plan = new PlanBuilder(record.Job);
        return Jobs.TryCreateAsync(
            new JobChange
            {
                Record = record,
                Events = [Log("1"), Log("2")],
                Analysis = new() { Summary = "old", Facts = TestJson.Parse("{}") },
                Plan = plan.Build(),
                Decision = plan.Approval("user:ann"),
                Step = plan.StateOf("read", StepStatus.Completed),
                Result = TestJson.Parse("{}"),
            }.Measuring([new StoredMetric("succeeded", 1)]),
            NoCancellation);
    }

    private async Task AssertHasNoPartsAsync(string jobId)
    {
        Assert.Null(await Plans.GetAsync(jobId, 1, NoCancellation));
        Assert.Null(await Plans.GetDecisionAsync(jobId, 1, NoCancellation));
        Assert.Empty(await Documents.GetStepsAsync(jobId, 1, NoCancellation));
        Assert.Null(await Documents.GetAnalysisAsync(jobId, NoCancellation));
        Assert.Empty(await Artifacts.ListAsync(jobId, NoCancellation));
        Assert.Null(await Documents.GetResultAsync(jobId, NoCancellation));
        Assert.Empty(await Metrics.ReadAsync(jobId, NoCancellation));
    }
}
