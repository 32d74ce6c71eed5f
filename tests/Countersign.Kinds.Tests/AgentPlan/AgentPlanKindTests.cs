using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Xunit;

namespace Countersign.Kinds.Tests.AgentPlan;

/// <summary>Plans made of other kinds: what they show, what they run, and how feedback changes them.</summary>
public sealed class AgentPlanKindTests : IDisposable
{
    private const string Everything = """
        {"goal": "Build it, run `echo hello` and `echo again`, and clean up logs older than 2 days in folder logs", "source": {"path": "src"}}
        """;

    private readonly AgentRun _run = new();

    public AgentPlanKindTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the programs are those of Linux");
        _run.Trees.Files["lib.txt"] = "content";
        _run.Write("logs/a.log");
        _run.Write("logs/b.log");
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Steps_AreThoseThatTheKindsPlanThemselves_AndRunAsTheyStand()
    {
        var plan = await _run.PlanAsync(Everything);
        var result = await _run.ExecuteAsync(Everything);

        Assert.Equal("What was planned, and why: 3 jobs", plan.Steps[0].Title);
        Assert.Contains("; 1 step, risk ", _run.Overview, StringComparison.Ordinal);

        // The source has no project, so the build is not planned; the two scripts and the clean-up are.
        Assert.Equal(["script.run", "storage.cleanup"], _run.PlannedKinds());
        Assert.Contains("not planned:\n- source.build: ", _run.Overview, StringComparison.Ordinal);
        var executed = _run.Kinds.SelectMany(kind => kind.Executed.Select(context => (Kind: kind, Context: context))).ToArray();
        Assert.Equal(plan.Steps.Count - 1, executed.Length);
        foreach (var (kind, context) in executed)
        {
            var alone = await PlanAloneAsync(kind, context);
            var own = Assert.Single(alone.Steps, step => step.Id == context.Step.Id);
            Assert.Equal(Canonical(own), Canonical(context.Step));
            var approved = Assert.Single(plan.Steps, step => step.Id == $"{JobParts.Split(context.JobId).Part}-{own.Id}");
            Assert.EndsWith("\n" + own.Preview, approved.Preview, StringComparison.Ordinal);
            Assert.Contains(CanonicalJson.DigestOf(context.Input), approved.Preview, StringComparison.Ordinal);
            Assert.Equal((own.Risk, own.Inputs.Count, Canonical(own with { Id = "", Title = "", Action = "", Preview = "", DependsOn = [] })),
                (approved.Risk, approved.Inputs.Count, Canonical(approved with { Id = "", Title = "", Action = "", Preview = "", DependsOn = [] })));
        }

        Assert.False(_run.Has("logs/a.log"));
        var jobs = result.GetProperty("jobs").EnumerateArray().ToArray();
        Assert.Equal([0, 0], jobs.Where(job => job.GetProperty("kind").GetString() == "script.run").Select(job => job.GetProperty("result").GetProperty("exit_code").GetInt32()));
        Assert.Equal(2, Assert.Single(jobs, job => job.GetProperty("kind").GetString() == "storage.cleanup").GetProperty("result").GetProperty("deleted").GetInt32());
        Assert.Equal(["1-output.txt", "2-output.txt"], _run.Artifacts.Saved.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("1-output.txt", jobs[0].GetProperty("result").GetProperty("output").GetProperty("artifact").GetString());
    }

    [Fact]
    public async Task WhatRemoves_ComesLast_AndTheRiskIsTheGravest()
    {
        var plan = await _run.PlanAsync("""{"goal": "Clean up logs older than 2 days in folder logs and run `echo hello`"}""");

        Assert.Equal([Risk.Read, Risk.Write, Risk.Destructive], plan.Steps.Select(step => step.Risk));
        Assert.Equal(Risk.Destructive, plan.HighestRisk());
        Assert.Equal(plan.Steps[2].Estimate!.BytesFreed, plan.Estimate!.BytesFreed);
    }

    [Theory]
    [InlineData("exclude storage.cleanup", "script.run")]
    [InlineData("please skip the cleanup", "script.run")]
    [InlineData("only the cleanup", "storage.cleanup")]
    [InlineData("without job 1", "script.run storage.cleanup")]
    [InlineData("without job 1 and job 2", "storage.cleanup")]
    [InlineData("dry run", "")]
    public async Task Feedback_NarrowsThePlan(string feedback, string kinds)
    {
        await _run.PlanAsync(Everything);
        await _run.AnswerAsync(Everything, feedback);

        Assert.Equal(kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), _run.PlannedKinds());
        Assert.Contains("feedback:\n- job ", _run.Overview, StringComparison.Ordinal);
        Assert.DoesNotContain("not followed", _run.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_GoesOnToHoldInLaterVersions()
    {
        await _run.PlanAsync(Everything);
        await _run.AnswerAsync(Everything, "exclude script");
        await _run.AnswerAsync(Everything, "cleanup: keep the newest 1");

        Assert.Equal(["storage.cleanup"], _run.PlannedKinds());
        Assert.DoesNotContain("not followed", _run.Overview, StringComparison.Ordinal);
        Assert.Single(_run.Plan.Steps[1].Preview.Split('\n'), line => line.Contains(" bytes, etag ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Feedback_ThatAsksForAKind_AddsItsJob()
    {
        const string Input = """{"goal": "Run `echo hello`", "parameters": {"style": "x"}, "source": {"path": "src"}}""";
        await _run.PlanAsync(Input);
        _run.Trees.Files["Makefile"] = "all:\n\ttrue\n";
        Assert.SkipUnless(Processes.ProgramRunPrograms.Has("make"), "make is missing on this machine");

        await _run.AnswerAsync(Input, "add source.build");

        Assert.Equal(["script.run", "source.build"], _run.PlannedKinds());
        Assert.Contains(_run.Analysis.Content, entry => entry.Name == "Makefile");
    }

    [Fact]
    public async Task Feedback_ThatNobodyUnderstands_IsSaidInThePlan()
    {
        await _run.PlanAsync(Everything);
        await _run.AnswerAsync(Everything, "make it nicer");

        Assert.Equal(["script.run", "storage.cleanup"], _run.PlannedKinds());
        Assert.Contains("\"make it nicer\" was not followed: what can be said is", _run.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_ThatIsNotTheApprovedOne_IsNotRun()
    {
        const string Input = """{"goal": "Run `echo hello`"}""";
        await _run.PlanAsync(Input);
        var facts = (JsonObject)JsonNode.Parse(_run.Analysis.Facts.GetRawText())!;
        facts["jobs"]![0]!["input"]!["command"]![1] = "other";
        _run.Analysis = _run.Analysis with { Facts = JsonSerializer.SerializeToElement(facts) };

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Input, _run.Plan.Steps[1]));

        Assert.Equal(ErrorCodes.PlanInvalid, failure.Code);
        Assert.All(_run.Kinds, kind => Assert.Empty(kind.Executed));
    }

    [Fact]
    public async Task EditedPlan_MayLeaveStepsOut_AndChangeNone()
    {
        var plan = await _run.PlanAsync(Everything);

        Assert.Empty(_run.CheckPlan(Everything, [plan.Steps[0], plan.Steps[2]]));
        Assert.Equal(plan.Steps[1].Id, Assert.Single(_run.CheckPlan(Everything, [plan.Steps[1] with { Preview = "x" }])).Step);
    }

    [Fact]
    public async Task ChangedInput_IsLookedAtAgain_AndTheJobsStay()
    {
        await _run.PlanAsync(Everything);
        await _run.AnswerAsync(Everything, "exclude script");
        _run.Write("logs/c.log");

        _run.Analysis = await _run.AnalyzeAsync(Everything, previous: _run.Analysis);
        await _run.DraftAsync(Everything);

        Assert.Equal(["storage.cleanup"], _run.PlannedKinds());
        Assert.Contains("c.log", _run.Plan.Steps[1].Preview, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"goal": ""}""", "input.goal")]
    [InlineData("""{"goal": "x", "more": 1}""", "input.more")]
    [InlineData("""{"goal": "x", "parameters": 1}""", "input.parameters")]
    [InlineData("""{"goal": "x", "parameters": {"agent.plan": {}}}""", "input.parameters.agent.plan")]
    [InlineData("""{"goal": "x", "parameters": {"script.run": 1}}""", "input.parameters.script.run")]
    [InlineData("""{"goal": "x", "source": {}}""", "input.source")]
    [InlineData("[]", "input")]
    public void Input_ThatIsWrong_IsRefusedByField(string input, string field) => Assert.Contains(field, _run.Check(input).Keys);

    private async Task<PlanDraft> PlanAloneAsync(TracedKind kind, StepContext context) =>
        await kind.Inner.PlanAsync(
            new PlanContext("job", context.Input, await kind.Inner.AnalyzeAsync(new AnalysisContext("job", context.Input, null!, _run.Reporter), CancellationToken.None) is { } fresh && kind.Descriptor.Kind != "storage.cleanup" ? fresh : context.Analysis, 1, null),
            CancellationToken.None);

    private static string Canonical(PlanStep step) => CanonicalJson.DigestOf(JsonSerializer.SerializeToElement(step, Contracts.ContractsJson.Default.PlanStep));
}
