using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Creating, reading and deleting single jobs.</summary>
public abstract class JobStoreContract(StorageUnderTest storage) : StorageContract(storage)
{
    [Fact]
    public async Task Get_OfAnUnknownJob_IsNull()
    {
        Assert.Null(await Jobs.GetAsync("nobody", NoCancellation));
    }

    [Fact]
    public async Task Get_AfterCreate_ReturnsTheWholeRecord()
    {
        var record = new JobBuilder("full")
            .Name("A \u00e9\u4e2d\ud83d\ude80 \"name\"").Owner("bob").Task("t1").Tags("a", "b").Status(JobStatus.AwaitingApproval)
            .Input(TestJson.Parse("""{"n":1.50,"big":12345678901234567890123,"e":1E+2,"s":"\u00fc<>","deep":[[{"x":null}]]}"""))
            .WakeUp(WakeUp.Decision).Build() with
        {
            Gate = new Gate("decision:v1", JobBuilder.Epoch.AddMinutes(5)),
            ExecutedPlanHash = "sha256:1",
        };

        await Jobs.TryCreateAsync(new JobChange { Record = record }, NoCancellation);

        SameJson.Assert(record, await GetAsync("full"));
    }

    [Fact]
    public async Task Create_WithEvents_CountsThemAndIgnoresTheGivenSeq()
    {
        var record = new JobBuilder("counted").Build() with { LastSeq = 77 };

        await Jobs.TryCreateAsync(new JobChange { Record = record, Events = [Log("a"), Log("b")] }, NoCancellation);

        Assert.Equal(2, (await GetAsync("counted")).LastSeq);
    }

    [Fact]
    public async Task Create_OfATakenIdentifier_ReturnsWhatHasItAndChangesNothing()
    {
        var first = await CreateAsync(new JobBuilder("taken").Owner("ann"), Log("first"));

        var existing = await Jobs.TryCreateAsync(new JobBuilder("taken").Owner("bob").Tags("x").Creation(Log("second")), NoCancellation);

        SameJson.Assert(first, existing);
        SameJson.Assert(first, await GetAsync("taken"));
        Assert.Equal(Gapless(1), await ReadSeqsAsync("taken"));
    }

    [Fact]
    public async Task Create_FromManyCallers_SucceedsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            () => Jobs.TryCreateAsync(new JobBuilder("raced").Owner($"user{i}").Creation(Log("created")), NoCancellation))));

        var winner = await GetAsync("raced");
        Assert.Single(answers, answer => answer is null);
        Assert.All(answers.Where(answer => answer is not null), answer => Assert.Equal(winner.Job.Owner, answer!.Job.Owner));
        Assert.Equal(Gapless(1), await ReadSeqsAsync("raced"));
    }

    [Theory]
    [InlineData("a.b-c_D", "a.b-c_d")]
    [InlineData("A", "a")]
    [InlineData("1..", "1.")]
    [InlineData("x-1", "x_1")]
    public async Task Create_OfSimilarIdentifiers_MakesTwoJobs(string one, string other)
    {
        await CreateAsync(new JobBuilder(one).Name("one"), Log("1"));
        await CreateAsync(new JobBuilder(other).Name("other"), Log("1"), Log("2"));

        Assert.Equal(("one", 1L), ((await GetAsync(one)).Job.Name, (await GetAsync(one)).LastSeq));
        Assert.Equal(("other", 2L), ((await GetAsync(other)).Job.Name, (await GetAsync(other)).LastSeq));
    }

    [Fact]
    public async Task Create_OfTheLongestIdentifier_Works()
    {
        var jobId = new string('z', JobIds.MaxLength);

        await CreateAsync(jobId, Log("created"));

        Assert.Equal(Gapless(1), await ReadSeqsAsync(jobId));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(900_000)]
    public async Task Update_OfAJobWithALongInput_KeepsTheInput(int length)
    {
        var created = await CreateAsync(new JobBuilder("long").Input(TestJson.LongText(length)));

        await ChangeAsync("long", record => new JobChange { Record = record with { ExecutedPlanHash = "sha256:1" } });

        SameJson.Assert(created with { ExecutedPlanHash = "sha256:1" }, await GetAsync("long"));
        Assert.Equal(length, (await Jobs.ListAsync(new JobQuery(), NoCancellation)).Items[0].Job.Input.GetString()!.Length);
    }

    [Fact]
    public async Task Create_WithAnInputAsDeepAsRequestsMayBe_KeepsIt()
    {
        var deep = TestJson.Parse(new string('[', 63) + new string(']', 63));

        var created = await CreateAsync(new JobBuilder("deep").Input(deep), new EventDraft("log", deep));

        Assert.Equal(deep.GetRawText(), created.Job.Input.GetRawText());
        Assert.Equal(deep.GetRawText(), (await ReadEventsAsync("deep"))[0].Data!.Value.GetRawText());
    }

    [Fact]
    public async Task Reopen_KeepsTheRecord()
    {
        var created = await CreateAsync(new JobBuilder("kept").Tags("a").WakeUp(WakeUp.Start), Log("a"));

        await ReopenAsync();

        SameJson.Assert(created, await GetAsync("kept"));
    }
}
