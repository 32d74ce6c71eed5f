using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Ports;
using Countersign.Testing;
using Xunit;

namespace Countersign.Conformance.Storage;

/// <summary>Analyses, steps and results come back as they were written, however large.</summary>
public abstract class JobDocumentsContract(StorageUnderTest storage) : StorageContract(storage)
{
    private const string Tricky =
        """{"a":1.0,"b":1e400,"c":0.1,"d":-0,"e":123456789012345678901234567890,"f":"\u00e9\ud83d\ude80\u2028\u0000","g":null,"h":[[],{}],"":""}""";

    [Fact]
    public async Task Get_BeforeThereIsAny_IsEmpty()
    {
        await CreateAsync("bare");

        Assert.Null(await Documents.GetAnalysisAsync("bare", NoCancellation));
        Assert.Null(await Documents.GetResultAsync("bare", NoCancellation));
        Assert.Empty(await Documents.GetStepsAsync("bare", 1, NoCancellation));
        Assert.Null(await Documents.GetResultAsync("nobody", NoCancellation));
    }

    [Fact]
    public async Task Result_KeepsDigitsAndCharacters()
    {
        await CreateAsync("exact");

        await ChangeAsync("exact", record => new JobChange { Record = record, Result = TestJson.Parse(Tricky) });

        SameJson.Assert(TestJson.Parse(Tricky), await Documents.GetResultAsync("exact", NoCancellation));
    }

    [Fact]
    public async Task Analysis_KeepsDigitsAndCharactersAndTheDigestOfItsContent()
    {
        var job = (await CreateAsync("exact")).Job;
        var analysis = new Analysis
        {
            Summary = "\u00fc",
            Facts = TestJson.Parse(Tricky),
            Content = [new ContentEntry("src/\u00e9.cs", Digest.Of("x"u8), 1), new ContentEntry("z", Digest.Of("y"u8), long.MaxValue)],
        };

        await ChangeAsync("exact", record => new JobChange { Record = record, Analysis = analysis });

        var stored = await Documents.GetAnalysisAsync("exact", NoCancellation);
        SameJson.Assert(analysis, stored);
        Assert.Equal(InputDigest.Compute(job.Input, analysis.Content), InputDigest.Compute(job.Input, stored!.Content));
    }

    [Fact]
    public async Task AnalysisAndResult_WrittenAgain_AreReplaced()
    {
        await CreateAsync("twice");

        foreach (var mark in (string[])["first", "second"])
        {
            await ChangeAsync("twice", record => new JobChange
            {
                Record = record,
                Analysis = new() { Summary = mark, Facts = TestJson.Parse("{}") },
                Result = TestJson.Parse($"\"{mark}\""),
            });
        }

        Assert.Equal("second", (await Documents.GetAnalysisAsync("twice", NoCancellation))?.Summary);
        Assert.Equal("second", (await Documents.GetResultAsync("twice", NoCancellation))?.GetString());
    }

    [Fact]
    public async Task Steps_AreKeptByVersionAndIdAndReplaced()
    {
        var plan = new PlanBuilder((await CreateAsync("steps")).Job);
        StepState[] states =
        [
            plan.StateOf("a", StepStatus.Running),
            plan.StateOf("A", StepStatus.Failed) with { Error = new JobError("exit_code", "no", "A", TestJson.Parse("""{"code":1}""")) },
            plan.StateOf("a", StepStatus.Completed) with { Result = TestJson.Parse(Tricky) },
            plan.Version(2).StateOf("a", StepStatus.Skipped),
        ];

        foreach (var state in states)
        {
            await ChangeAsync("steps", record => new JobChange { Record = record, Step = state });
        }

        await ReopenAsync();
        var first = await Documents.GetStepsAsync("steps", 1, NoCancellation);
        Assert.Equal(2, first.Count);
        SameJson.Assert(states[2], first["a"]);
        SameJson.Assert(states[1], first["A"]);
        SameJson.Assert(states[3], Assert.Single(await Documents.GetStepsAsync("steps", 2, NoCancellation)).Value);
    }

    [Fact]
    public async Task LargeValues_ComeBackWhole()
    {
        var (result, facts, line) = (TestJson.LongText(1_000_000), TestJson.LongText(300_000), TestJson.LongText(100_000));
        await CreateAsync("large");

        await ChangeAsync("large", record => new JobChange
        {
            Record = record,
            Events = [new EventDraft(EventTypes.Log, line), new EventDraft(EventTypes.Completion, Results: result)],
            Analysis = new() { Summary = "large", Facts = facts },
            Result = result,
            Step = new PlanBuilder(record.Job).StateOf("a", StepStatus.Completed) with { Result = result },
        });

        SameJson.Assert(result, await Documents.GetResultAsync("large", NoCancellation));
        SameJson.Assert(facts, (await Documents.GetAnalysisAsync("large", NoCancellation))!.Facts);
        SameJson.Assert(result, (await Documents.GetStepsAsync("large", 1, NoCancellation))["a"].Result!.Value);
        var events = await ReadEventsAsync("large");
        SameJson.Assert(line, events[0].Data!.Value);
        SameJson.Assert(result, events[1].Results!.Value);
    }
}
