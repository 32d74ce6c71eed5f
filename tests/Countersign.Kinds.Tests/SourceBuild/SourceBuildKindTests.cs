using System.IO.Compression;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.SourceBuild;
using Countersign.Kinds.Tests.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.SourceBuild;

/// <summary>The kind with make and Node, which take moments; the slow toolchains are in <see cref="ToolchainTests"/>.</summary>
public sealed class SourceBuildKindTests : IDisposable
{
    private const string Input = """{"source": {"path": "x"}}""";
    private readonly ProgramRun _run = Create();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Makefile_IsBuiltAndTested_AsThePlanShows()
    {
        RequireMake();
        _run.Trees.Files["Makefile"] = "all: out.txt\nout.txt: in.txt\n\ttr a-z A-Z < in.txt > out.txt\ntest:\n\tgrep -q HELLO out.txt && echo tested\n";
        _run.Trees.Files["in.txt"] = "hello\n";

        var result = await _run.RunAsync(Input);

        Assert.Equal(["build-1", "test-1"], _run.Plan.Steps.Select(step => step.Id));
        Assert.StartsWith("in: .\n$ make --file Makefile\nnetwork: no\n", _run.Plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Equal(["Makefile", "in.txt"], _run.Plan.Steps[0].Inputs);
        Assert.Equal(["build-1"], _run.Plan.Steps[1].DependsOn);
        Assert.True(result.GetProperty("succeeded").GetBoolean());
        Assert.Contains("tested", _run.ArtifactText("test-1.log"), StringComparison.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(_run.Artifacts.Saved["build-1-output.zip"].Bytes));
        Assert.Equal(["out.txt"], archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Build_ThatFails_IsNotRetriedAndTellsAll()
    {
        RequireMake();
        _run.Trees.Files["Makefile"] = "all:\n\t@echo broken here >&2; exit 3\n";
        await _run.PlanAsync(Input);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Input, "build-1"));

        Assert.Equal((ErrorCodes.BuildFailed, false), (failure.Code, failure.Retryable));
        var step = Assert.Single(failure.Details!.Value.GetProperty("steps").EnumerateArray());
        Assert.Equal(2, Assert.Single(step.GetProperty("commands").EnumerateArray()).GetProperty("exit_code").GetInt32());
        Assert.Contains("broken here", _run.ArtifactText("build-1.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_ThatFail_AreNamedWithTheirMessages()
    {
        RequireMake();
        _run.Trees.Files["Makefile"] = "all:\n\ttrue\ntest:\n\tmkdir -p out && cp junit.txt out/junit.xml && cp lcov.txt out/lcov.info; exit 1\n";
        _run.Trees.Files["junit.txt"] = """
            <testsuites><testsuite name="s">
              <testcase classname="Sums" name="adds"/><testcase classname="Sums" name="later"><skipped/></testcase>
              <testcase classname="Sums" name="breaks"><failure message="expected 4, found 5">at line 3</failure></testcase>
            </testsuite></testsuites>
            """;
        _run.Trees.Files["lcov.txt"] = "SF:a.c\nDA:1,4\nDA:2,0\nDA:3,1\nDA:4,0\nend_of_record\n";
        await _run.PlanAsync(Input);
        await _run.StepAsync(Input, "build-1");

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(Input, "test-1"));

        Assert.Equal(ErrorCodes.TestsFailed, failure.Code);
        var tests = failure.Details!.Value.GetProperty("tests");
        Assert.Equal((3, 1, 1, 1), (Count(tests, "total"), Count(tests, "passed"), Count(tests, "failed"), Count(tests, "skipped")));
        Assert.Equal("Sums.breaks: expected 4, found 5", Assert.Single(tests.GetProperty("failures").EnumerateArray()) is var first
            ? $"{first.GetProperty("name").GetString()}: {first.GetProperty("message").GetString()}" : "");
        Assert.Equal(50, failure.Details.Value.GetProperty("coverage").GetProperty("line_percent").GetDouble());
        Assert.Equal(["build-1", "test-1"], failure.Details.Value.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
    }

    [Fact]
    public async Task NodeProject_RunsItsScriptsAndCountsItsTests()
    {
        Assert.SkipUnless(_run.Processes.Find("npm") is not null, "npm is missing on this machine");
        _run.Trees.Files["app/package.json"] = """{"name": "a", "scripts": {"build": "node build.js", "test": "node --test --test-reporter=tap"}}""";
        _run.Trees.Files["app/build.js"] = "require('fs').mkdirSync('dist'); require('fs').writeFileSync('dist/a.js', '1')";
        _run.Trees.Files["app/a.test.js"] = "const t = require('node:test'); t('one', () => {}); t.skip('two', () => {});";

        var result = await _run.RunAsync(Input);

        Assert.Equal(["build-1", "test-1"], _run.Plan.Steps.Select(step => step.Id));
        Assert.Contains("in: app\n$ npm run build\n", _run.Plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Equal((2, 1), (Count(result.GetProperty("tests"), "total"), Count(result.GetProperty("tests"), "skipped")));
    }

    [Fact]
    public async Task WorkingCopy_ThatWasLost_IsBroughtBackByRepeatingWhatTheStepNeeds()
    {
        RequireMake();
        _run.Trees.Files["Makefile"] = "all:\n\techo made > out.txt\ntest:\n\tcat out.txt\n";
        await _run.PlanAsync(Input);
        await _run.StepAsync(Input, "build-1");
        _run.Trees.Lose();

        var result = await _run.StepAsync(Input, "test-1");

        Assert.Equal(["build-1", "test-1"], result.GetProperty("commands").EnumerateArray().Select(command => command.GetProperty("step").GetString()));
        Assert.Contains(_run.Reporter.Lines, line => line.Contains("'build-1' made is not on this machine any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_ThatABuildLeaves_AreNeitherReadNorPacked()
    {
        RequireMake();
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "<testsuite><testcase name='outside'/></testsuite>", TestContext.Current.CancellationToken);
        _run.Trees.Files["Makefile"] = $"all:\n\tln -s {secret} out.xml; ln -s {Path.GetDirectoryName(secret)} folder; mkfifo pipe.xml; echo x > real\ntest:\n\ttrue\n";

        var result = await _run.RunAsync(Input);
        File.Delete(secret);

        using var archive = new ZipArchive(new MemoryStream(_run.Artifacts.Saved["build-1-output.zip"].Bytes));
        Assert.Equal(["real"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(JsonValueKind.Null, result.GetProperty("tests").ValueKind);
    }

    [Fact]
    public async Task SeveralProjects_AreFound_AndThoseWithoutTheirProgramsAreLeftOut()
    {
        RequireMake();
        using var run = Create(Only("make", "sh"));
        run.Trees.Files["a/Makefile"] = "all:\n\techo a\n";
        run.Trees.Files["b/go.mod"] = "module b\n";
        run.Trees.Files["c/Cargo.toml"] = "[package]\nname = \"c\"\n";
        run.Trees.Files["c/Makefile"] = "all:\n\tcargo build\n";

        var plan = await run.PlanAsync(Input);

        Assert.Equal(["build-1"], plan.Steps.Select(step => step.Id));
        Assert.Contains("left out: b (go, go.mod), as this machine lacks go", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Contains("left out: c (rust, Cargo.toml), as this machine lacks cargo", plan.Steps[0].Preview, StringComparison.Ordinal);
        Assert.Equal(3, run.Analysis.Facts.GetProperty("projects").GetArrayLength());
    }

    [Theory]
    [InlineData("a.txt", "x", ErrorCodes.NothingToBuild)]
    [InlineData("go.mod", "module a", ErrorCodes.ProgramNotFound)]
    public async Task Source_ThatCannotBeBuilt_FailsTheAnalysisAndSaysWhy(string name, string text, string code)
    {
        using var run = Create("/nowhere");
        run.Trees.Files[name] = text;

        Assert.Equal(code, (await Assert.ThrowsAsync<WorkFailedException>(() => run.PlanAsync(Input))).Code);
    }

    [Theory]
    [InlineData("skip tests", "restore-1 build-1")]
    [InlineData("only build", "build-1")]
    [InlineData("only restore and test", "restore-1 test-1")]
    [InlineData("faster, please", "restore-1 build-1 test-1")]
    public async Task Feedback_TakesStepsOut(string feedback, string steps)
    {
        _run.Trees.Files["a.csproj"] = "<Project/>";
        Assert.SkipUnless(_run.Processes.Find("dotnet") is not null, "dotnet is missing on this machine");

        var plan = await _run.PlanAsync(Input, feedback);

        Assert.Equal(steps, string.Join(' ', plan.Steps.Select(step => step.Id)));
        Assert.Equal(feedback.StartsWith("faster", StringComparison.Ordinal), plan.Steps[0].Preview.Contains("was not followed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Network_IsThereForRestoringAlone()
    {
        Assert.SkipUnless(_run.Processes.Find("dotnet") is not null, "dotnet is missing on this machine");
        _run.Trees.Files["a.csproj"] = "<Project/>";

        var plan = await _run.PlanAsync(Input, "configuration release");

        Assert.Equal([true, false, false], plan.Steps.Select(step => BuildPreview.Read(step).Network));
        Assert.Contains("--configuration Release", plan.Steps[1].Preview, StringComparison.Ordinal);
        Assert.All(plan.Steps, step => Assert.Equal(Risk.Write, step.Risk));
    }

    [Theory]
    [InlineData("""{}""", "input.source")]
    [InlineData("""{"source": {"path": "x"}, "steps": ["deploy"]}""", "input.steps[0]")]
    [InlineData("""{"source": {"path": "x"}, "steps": []}""", "input.steps")]
    [InlineData("""{"source": {"path": "x"}, "configuration": "a;b"}""", "input.configuration")]
    [InlineData("""{"source": {"path": "x"}, "env": {"PATH": "/x"}}""", "input.env.PATH")]
    [InlineData("""{"source": {"path": "x"}, "target": "all"}""", "input.target")]
    public void Input_ThatIsWrong_IsRefusedByField(string input, string field) => Assert.Contains(field, _run.Check(input).Keys);

    private static ProgramRun Create(string? searchPath = null) =>
        new((trees, processes) => new SourceBuildKind(() => trees, () => processes, () => new BuildSettings { StepTime = TimeSpan.FromMinutes(2) }), searchPath);

    private static int Count(JsonElement tests, string name) => tests.GetProperty(name).GetInt32();

    private void RequireMake() => Assert.SkipUnless(_run.Processes.Find("make") is not null, "make is missing on this machine");

    /// <summary>A folder of links to some programs and no others; gone with the working copies.</summary>
    private string Only(params string[] programs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(_run.Trees.WorkingFolder))!, "programs")).FullName;
        foreach (var program in programs)
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), _run.Processes.Find(program)!);
        }

        return folder;
    }
}
