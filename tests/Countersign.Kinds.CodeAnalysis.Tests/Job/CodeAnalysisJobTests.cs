using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Job;

public sealed class CodeAnalysisJobTests
{
    private static readonly (string, string)[] Mixed = [("a.cs", "class C { }"), ("b.py", "x = 1\n"), ("lcov.info", "SF:a\nLF:1\nLH:1\n"), ("node_modules/x/i.js", "x()")];

    [Theory]
    [InlineData("""{"source":{"path":"."},"include":"src"}""", "input.include")]
    [InlineData("""{"source":{"path":"."},"exclude":["[a"]}""", "input.exclude[0]")]
    [InlineData("""{"source":{"path":"."},"rules":{"only":["any.nothing"]}}""", "input.rules.only[0]")]
    [InlineData("""{"source":{"path":"."},"rules":{"limits":{"nesting":0}}}""", "input.rules.limits.nesting")]
    [InlineData("""{"source":{"path":"."},"rules":{"limits":{"depth":3}}}""", "input.rules.limits.depth")]
    [InlineData("""{"source":{"path":"."},"other":1}""", "input.other")]
    [InlineData("""{}""", "input.source")]
    [InlineData("[]", "input")]
    public void Input_ThatIsWrong_NamesTheField(string input, string field)
    {
        using var source = new SourceFolder();
        var errors = new FieldErrors();

        new AnalysisRun(source).Kind.CheckInput(JsonElement.Parse(input), errors);

        Assert.Equal([field], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Input_WithEverything_IsTaken()
    {
        using var source = new SourceFolder();
        var errors = new FieldErrors();

        new AnalysisRun(source).Kind.CheckInput(
            AnalysisRun.Input(""","include":["src/","*.cs"],"exclude":null,"rules":{"only":["csharp.","ruff.S608"],"skip":["csharp.long-method"],"limits":{"nesting":3}}"""), errors);

        Assert.True(errors.IsEmpty, string.Join(", ", errors.ToDictionary().Keys));
    }

    [Fact]
    public async Task Plan_ListsAnalysersRulesAndMissingTools()
    {
        using var source = new SourceFolder(Mixed);
        var run = new AnalysisRun(source);

        var analysis = await run.AnalyzeAsync(AnalysisRun.Input());
        var plan = await run.PlanAsync(AnalysisRun.Input(), analysis);

        Assert.Equal(["neutral", "csharp", "coverage", "report"], plan.Steps.Select(step => step.Id));
        Assert.All(plan.Steps, step => Assert.Equal(Risk.Read, step.Risk));
        Assert.Equal(["source.zip"], plan.Steps[0].Inputs);
        Assert.Contains("any.secret (critical)", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Contains("Not on this machine, so not run: ruff.", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Contains("csharp.weak-hash", plan.Steps[1].Preview, StringComparison.Ordinal);
        Assert.Contains("lcov.info", plan.Steps[2].Preview, StringComparison.Ordinal);
        Assert.Equal((4, 3), (analysis.Facts.GetProperty("files").GetInt32(), analysis.Facts.GetProperty("selected_files").GetInt32()));
    }

    [Theory]
    [InlineData("skip the C#", "neutral coverage report")]
    [InlineData("only csharp and coverage please", "csharp coverage report")]
    [InlineData("Without secrets", "csharp coverage report")]
    public async Task Plan_WithFeedback_FollowsIt(string feedback, string steps)
    {
        using var source = new SourceFolder(Mixed);
        var run = new AnalysisRun(source);

        var plan = await run.PlanAsync(AnalysisRun.Input(), await run.AnalyzeAsync(AnalysisRun.Input()), feedback);

        Assert.Equal(steps.Split(' '), plan.Steps.Select(step => step.Id));
        Assert.Equal(["source.zip"], plan.Steps[0].Inputs);
        Assert.DoesNotContain("not followed", plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("make it better", "names none of the steps")]
    [InlineData("skip neutral, csharp and coverage", "nothing would be left")]
    [InlineData("csharp?", "say 'skip' or 'only'")]
    public async Task Plan_WithFeedbackItCannotFollow_SaysWhy(string feedback, string why)
    {
        using var source = new SourceFolder(Mixed);
        var run = new AnalysisRun(source);

        var plan = await run.PlanAsync(AnalysisRun.Input(), await run.AnalyzeAsync(AnalysisRun.Input()), feedback);

        Assert.Equal(4, plan.Steps.Count);
        Assert.Contains(why, plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditedPlan_WithTheReportBeforeItsSources_IsRefused()
    {
        using var source = new SourceFolder(Mixed);
        var run = new AnalysisRun(source);
        var analysis = await run.AnalyzeAsync(AnalysisRun.Input());
        var steps = (await run.PlanAsync(AnalysisRun.Input(), analysis)).Steps;

        var problems = run.Kind.CheckPlan(new EditedPlan("job", AnalysisRun.Input(), analysis, [steps[3], steps[0]], steps));

        Assert.Equal("report", Assert.Single(problems).Step);
        Assert.Empty(run.Kind.CheckPlan(new EditedPlan("job", AnalysisRun.Input(), analysis, [steps[1], steps[3]], steps)));
    }

    [Fact]
    public async Task Score_IsTenLessWhatItsArithmeticShows()
    {
        using var source = new SourceFolder(("a.cs", "using System.Security.Cryptography; class C { object M() => MD5.Create(); }"), ("LICENSE", "ISC"), ("lcov.info", "SF:a\nLF:10\nLH:4\n"));

        var result = await new AnalysisRun(source).RunAsync();

        var parts = result.GetProperty("score_arithmetic").EnumerateArray().ToDictionary(part => part.GetProperty("part").GetString()!, part => part.GetProperty("deduction").GetDouble());
        Assert.Equal((0.5, 1.0), (parts["security"], parts["coverage"]));
        Assert.Equal(Math.Round(10 - parts.Values.Sum(), 1, MidpointRounding.AwayFromZero), result.GetProperty("score").GetDouble());
        var first = result.GetProperty("recommendations")[0];
        Assert.Equal(("coverage", 1.0), (first.GetProperty("rule").GetString(), first.GetProperty("gain").GetDouble()));
    }

    [Fact]
    public async Task Include_ChoosesFiles_AlsoBelowDependencies()
    {
        using var source = new SourceFolder(Mixed);

        var result = await new AnalysisRun(source).RunAsync(AnalysisRun.Input(""","include":["node_modules/"]"""));

        Assert.Equal(1, result.GetProperty("files").GetInt32());
        Assert.Equal("JavaScript", result.GetProperty("languages")[0].GetProperty("language").GetString());
    }

    [Fact]
    public async Task Tool_ThatIsOnTheMachine_IsPlannedAndRunAndRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for the tool is a shell script.");
        using var programs = new SourceFolder(("ruff", "#!/bin/sh\necho '[{\"code\":\"S608\",\"message\":\"SQL\",\"filename\":\"'$PWD'/b.py\",\"location\":{\"row\":1,\"column\":2}}]'\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(programs.Folder, "ruff"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var source = new SourceFolder(Mixed);
        var run = new AnalysisRun(source, $"{programs.Folder}:/usr/bin:/bin");

        var analysis = await run.AnalyzeAsync(AnalysisRun.Input());
        var plan = await run.PlanAsync(AnalysisRun.Input(), analysis);
        var result = await run.RunAsync();

        var step = Assert.Single(plan.Steps, step => step.Id == "ruff");
        Assert.Contains("ruff check --isolated", step.Preview, StringComparison.Ordinal);
        var issue = Assert.Single(result.GetProperty("security_issues").EnumerateArray());
        Assert.Equal(("ruff.S608", "b.py"), (issue.GetProperty("rule").GetString(), issue.GetProperty("path").GetString()));
    }
}
