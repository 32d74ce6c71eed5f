using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>A change is stored whole or not at all, whichever of its parts is refused.</summary>
public abstract class JobChangeContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Change_WithEveryPart_StoresEveryPart()
    {
        var created = await CreateAsync("whole");

        await ChangeAsync("whole", record => Everything(record, "now"));

        var plan = await Plans.GetAsync("whole", 1, NoCancellation);
        SameJson.Assert(new PlanBuilder(created.Job).Build(), plan);
        SameJson.Assert(new PlanBuilder(created.Job).Approval("user:now"), await Plans.GetDecisionAsync("whole", 1, NoCancellation));
        var steps = await Documents.GetStepsAsync("whole", 1, NoCancellation);
        Assert.Equal((StepStatus.Completed, StepStatus.Running), (steps["read"].Status, steps["write"].Status));
        Assert.Equal("now", (await Documents.GetAnalysisAsync("whole", NoCancellation))?.Summary);
        Assert.Equal("now", (await Documents.GetResultAsync("whole", NoCancellation))?.GetString());
        Assert.Equal(Gapless(2), await ReadSeqsAsync("whole"));
    }

    [Fact]
    public async Task Creation_WithEveryPart_StoresEveryPart()
    {
        var record = new JobBuilder("whole").Build();

        await Jobs.TryCreateAsync(Everything(record, "now"), NoCancellation);

        Assert.NotNull(await Plans.GetAsync("whole", 1, NoCancellation));
        Assert.NotNull(await Plans.GetDecisionAsync("whole", 1, NoCancellation));
        Assert.Equal(2, (await Documents.GetStepsAsync("whole", 1, NoCancellation)).Count);
        Assert.NotNull(await Documents.GetAnalysisAsync("whole", NoCancellation));
        Assert.NotNull(await Documents.GetResultAsync("whole", NoCancellation));
        Assert.Equal(Gapless(2), await ReadSeqsAsync("whole"));
    }

    [Fact]
    public async Task Change_WhosePlanExists_StoresNoPart()
    {
        var before = await CreateWithPlanAsync("planned");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChangeAsync("planned", record => Everything(record, "later") with { Decision = null }));

        Assert.Contains("'planned'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("version 1", refusal.Message, StringComparison.Ordinal);
        await AssertUntouchedAsync(before);
        Assert.Null(await Plans.GetDecisionAsync("planned", 1, NoCancellation));
    }

    [Fact]
    public async Task Change_WhoseDecisionExists_StoresNoPart()
    {
        var before = await CreateWithPlanAsync("decided", withDecision: true);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChangeAsync("decided", record => Everything(record, "later") with { Plan = null }));

        await AssertUntouchedAsync(before);
        Assert.Equal("user:first", (await Plans.GetDecisionAsync("decided", 1, NoCancellation))?.Actor);
    }

    [Fact]
    public async Task Change_AfterARefusedOne_GoesOnWithTheNextSeq()
    {
        await CreateWithPlanAsync("next");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ChangeAsync("next", record => Everything(record, "later")));

        await AppendAsync("next", Log("after"));

        Assert.Equal(Gapless(2), await ReadSeqsAsync("next"));
    }

    private static JobChange Everything(JobRecord record, string mark)
    {
        var plan = new PlanBuilder(record.Job);
        return new JobChange
        {
            Record = record with { Job = record.Job with { Status = JobStatus.Running, Name = mark, Tags = [mark] } },
            Events = [Log(mark), Log(mark)],
            Analysis = new() { Summary = mark, Facts = TestJson.Parse("{}") },
            Plan = plan.Build(),
            Decision = plan.Approval($"user:{mark}"),
            Step = plan.StateOf("read", StepStatus.Completed),
            NextStep = plan.StateOf("write", StepStatus.Running),
            Result = TestJson.Parse($"\"{mark}\""),
        };
    }

    private async Task<JobRecord> CreateWithPlanAsync(string jobId, bool withDecision = false)
    {
        var record = new JobBuilder(jobId).Build();
        var plan = new PlanBuilder(record.Job);
        await Jobs.TryCreateAsync(
            new JobChange
            {
                Record = record,
                Events = [Log("first")],
                Plan = plan.Build(),
                Decision = withDecision ? plan.Approval("user:first") : null,
                Step = plan.StateOf("read", StepStatus.Running),
            },
            NoCancellation);
        return await GetAsync(jobId);
    }

    private async Task AssertUntouchedAsync(JobRecord before)
    {
        var jobId = before.Job.JobId;
        SameJson.Assert(before, await GetAsync(jobId));
        Assert.Equal(Gapless(1), await ReadSeqsAsync(jobId));
        Assert.Equal(StepStatus.Running, (await Documents.GetStepsAsync(jobId, 1, NoCancellation))["read"].Status);
        Assert.Null(await Documents.GetAnalysisAsync(jobId, NoCancellation));
        Assert.Null(await Documents.GetResultAsync(jobId, NoCancellation));
        Assert.Empty((await Jobs.ListAsync(new JobQuery { Tag = "later" }, NoCancellation)).Items);
        Assert.Empty((await Jobs.ListAsync(new JobQuery { Statuses = [JobStatus.Running] }, NoCancellation)).Items);
    }
}
