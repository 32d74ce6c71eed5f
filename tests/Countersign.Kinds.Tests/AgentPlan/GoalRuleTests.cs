using Countersign.Contracts.Plans;
using Countersign.Kinds.AgentPlan.Rules;
using Countersign.Testing.Kinds;
using Xunit;

namespace Countersign.Kinds.Tests.AgentPlan;

/// <summary>What the rules make of goals.</summary>
public sealed class GoalRuleTests : IDisposable
{
    private const string Source = """, "source": {"path": "src"}""";
    private readonly AgentRun _run = new(more: [new StandInKind("code.analysis", "source", Risk.Read), new StandInKind("project.generate", "parameters", Risk.Write)]);

    public GoalRuleTests()
    {
        _run.Trees.Files["Makefile"] = "all:\n\ttrue\ntest:\n\ttrue\n";
        _run.Write("logs/old.log");
    }

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("Build the project and run its tests", "source.build")]
    [InlineData("Review the code, then build it", "code.analysis source.build")]
    [InlineData("Review the code but do not build it", "code.analysis")]
    [InlineData("Audit for security without running tests", "code.analysis")]
    [InlineData("Verify that this is ready", "source.build")]
    [InlineData("Run `echo build` only", "script.run")]
    [InlineData("Clean up logs older than 2 days in folder logs", "storage.cleanup")]
    [InlineData("Remove *.log below logs/, and keep the newest 1", "storage.cleanup")]
    [InlineData("Clean up folder logs, then review the code of \"build/tests\"", "code.analysis")]
    [InlineData("source.build", "source.build")]
    [InlineData("Buy milk", "")]
    public async Task Goal_BecomesTheJobsThatItsWordsName(string goal, string kinds)
    {
        await _run.PlanAsync(Input(goal, Source));

        Assert.Equal(kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), _run.PlannedKinds());
        Assert.StartsWith($"goal: {goal}\nplanned by rules:\n- ", _run.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goal_WithTheSameWords_GivesTheSamePlan()
    {
        var input = Input("Review the code, build it with tests and clean up logs older than 2 days in folder logs", Source);

        var first = await _run.PlanAsync(input);
        var second = await _run.PlanAsync(input);

        Assert.Equal(first.Steps.Select(step => (step.Id, step.Title, step.Preview)), second.Steps.Select(step => (step.Id, step.Title, step.Preview)));
    }

    [Fact]
    public async Task Cleanup_ReadsItsRulesFromTheGoal()
    {
        await _run.PlanAsync(Input("Delete files larger than 2 MB and older than 3 weeks from folder logs, keep the last 5", ""));

        var input = Assert.Single(_run.Analysis.Facts.GetProperty("jobs").EnumerateArray()).GetProperty("input");
        Assert.Equal("""{"target":{"path":"logs"},"rules":{"older_than_days":21,"larger_than_bytes":2097152,"keep_last":5}}""", input.GetRawText());
    }

    [Fact]
    public async Task Cleanup_OfAContainer_IsAJobOfItsOwn()
    {
        _run.Containers.Put("2026/old.pdf", 10, _run.Clock.GetUtcNow().AddDays(-40));
        await _run.PlanAsync(Input("Remove *.pdf older than 30 days from the container reports", ""));

        var input = Assert.Single(_run.Analysis.Facts.GetProperty("jobs").EnumerateArray()).GetProperty("input");
        Assert.Equal("""{"target":{"container":"reports"},"rules":{"older_than_days":30,"pattern":"*.pdf"}}""", input.GetRawText());
        Assert.Contains(_run.Plan.Steps, step => step.Preview.Contains("\"2026/old.pdf\", 10 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cleanup_ThatDoesNotSayWhatGoes_IsNotPlannedAndSaysWhy()
    {
        await _run.PlanAsync(Input("Clean up", ""));

        Assert.Single(_run.Plan.Steps);
        Assert.Contains("not planned:\n- storage.cleanup: A clean-up needs a folder", _run.Overview, StringComparison.Ordinal);
        Assert.Contains("nothing will be done", _run.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_NameAKindAndItsInput()
    {
        await _run.PlanAsync(Input("Do what the parameters say", """, "parameters": {"script.run": {"script": "echo hi", "interpreter": "bash"}, "style": "kind"}"""));

        Assert.Equal(["script.run"], _run.PlannedKinds());
        Assert.Contains("- script.run: the parameters name it.", _run.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_GoOverWhatARuleMade()
    {
        await _run.PlanAsync(Input("Build it", Source + """, "parameters": {"source.build": {"configuration": "Release"}}"""));

        var input = Assert.Single(_run.Analysis.Facts.GetProperty("jobs").EnumerateArray()).GetProperty("input");
        Assert.Equal("""{"source":{"path":"src"},"steps":["restore","build"],"configuration":"Release"}""", input.GetRawText());
    }

    [Fact]
    public async Task Build_OfWhatAnotherJobIsGoingToWrite_IsProposedForAfterwards()
    {
        await _run.PlanAsync(Input("Generate an app and build it", """, "parameters": {"project.generate": {"parameters": {}}}"""));

        Assert.Equal(["project.generate"], _run.PlannedKinds());
        Assert.Contains("to be submitted as jobs of their own, afterwards:\n- source.build of what job 1 (project.generate) writes", _run.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_ThatTheOperatorDoesNotAllow_IsNotPlanned()
    {
        await _run.PlanAsync(Input("Run `perl -e 1`", ""));

        Assert.Single(_run.Plan.Steps);
        Assert.Contains("not planned:\n- script.run: input.command[0] is 'perl', which may not be started", _run.Overview, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("don't build it", "build", false)]
    [InlineData("do not run the build", "build", false)]
    [InlineData("build without tests", "build", true)]
    [InlineData("run `make build`", "build", false)]
    [InlineData("look at src/build.sh", "build", false)]
    [InlineData("it's to build", "build", true)]
    public void Words_CountOnlyWhereTheyAreWanted(string goal, string word, bool isWanted) =>
        Assert.Equal(isWanted, new GoalText(goal).Wanted(new System.Text.RegularExpressions.Regex($@"\b{word}\b")).Count > 0);

    private static string Input(string goal, string rest) => $$"""{"goal": {{System.Text.Json.JsonSerializer.Serialize(goal)}}{{rest}}}""";
}
