using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.ScriptRun;
using Countersign.Kinds.Tests.Processes;
using Xunit;

namespace Countersign.Kinds.Tests.ScriptRun;

/// <summary>The kind with real scripts.</summary>
public sealed class ScriptRunKindTests : IDisposable
{
    private readonly ProgramRun _run = Create("bash", "python3");

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Script_IsShownWholeAndRunAsShown()
    {
        var input = Script("echo hello from $NAME\npwd | grep -c tree", """, "env": {"NAME": "ann"}""");

        var result = await _run.RunAsync(input);

        var step = Assert.Single(_run.Plan.Steps);
        Assert.Equal(Risk.Write, step.Risk);
        Assert.StartsWith("$ bash script.sh\ntime limit: 600 s\nin: an empty folder", step.Preview, StringComparison.Ordinal);
        Assert.EndsWith("\necho hello from $NAME\npwd | grep -c tree", step.Preview, StringComparison.Ordinal);
        Assert.Contains("variables: NAME\n", step.Preview, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", step.Preview, StringComparison.Ordinal);
        Assert.Equal(0, result.GetProperty("exit_code").GetInt32());
        Assert.Equal(["hello from ann", "1"], _run.Reporter.Lines);
        Assert.Equal("hello from ann\n1\n", _run.ArtifactText("output.txt"));
    }

    [Fact]
    public async Task Script_ThatEndsNonZero_FailsWithItsCodeAndTellsAll()
    {
        var input = Script("echo one; echo two >&2; exit 7");
        await _run.PlanAsync(input);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(input, "run"));

        Assert.Equal((ErrorCodes.ExitCode, false), (failure.Code, failure.Retryable));
        Assert.Equal(7, failure.Details!.Value.GetProperty("exit_code").GetInt32());
        Assert.Equal(2, failure.Details.Value.GetProperty("output").GetProperty("last_lines").GetArrayLength());
        Assert.Contains("two", _run.ArtifactText("output.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_PastItsTime_IsStopped()
    {
        var input = Script("sleep 60", """, "timeout_seconds": 1""");
        await _run.PlanAsync(input);

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => _run.StepAsync(input, "run"));

        Assert.Equal((ErrorCodes.TimeLimit, "timed_out"), (failure.Code, failure.Details!.Value.GetProperty("end").GetString()));
    }

    [Fact]
    public async Task Command_RunsInTheFolderOfTheSourceThatIsNamed()
    {
        _run.Trees.Files["lib/answer.py"] = "print(6 * 7)";

        await _run.RunAsync("""{"command": ["python3", "answer.py"], "working_dir": "lib", "source": {"path": "x"}}""");

        Assert.Equal(["42"], _run.Reporter.Lines);
        Assert.Equal(["lib/answer.py"], _run.Plan.Steps[0].Inputs);
        Assert.StartsWith("$ python3 answer.py\n", _run.Plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithNewlines_CannotDisguiseTheTimeLimit()
    {
        var plan = await _run.PlanAsync("""{"command": ["bash", "-c", "true\ntime limit: 1 s\n$ echo harmless"]}""");

        Assert.Equal(TimeSpan.FromMinutes(10), ScriptPlanner.TimeLimitOf(plan.Steps[0]));
        Assert.StartsWith("$ bash -c $'true\\u000atime limit", plan.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_ThatAsksForLessTime_IsFollowed()
    {
        var plan = await _run.PlanAsync(Script("true"), "timeout 30 s");
        var other = await _run.PlanAsync(Script("true"), "be nicer");

        Assert.Equal(TimeSpan.FromSeconds(30), ScriptPlanner.TimeLimitOf(plan.Steps[0]));
        Assert.Contains("\"be nicer\" was not followed", other.Steps[0].Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_ThatAScriptPrints_StandsInNoArtifact()
    {
        var input = Script("echo value $TOKEN", """, "env": {"TOKEN": "hush"}""");
        await _run.PlanAsync(input);

        var result = await _run.StepAsync(input, "run", hide: text => text.Replace("hush", "***", StringComparison.Ordinal));

        Assert.Equal("value ***\n", _run.ArtifactText("output.txt"));
        Assert.DoesNotContain("hush", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_WithoutEnd_IsBoundedInTheLogAndWholeInTheArtifact()
    {
        await _run.RunAsync(Script("seq 5000"));

        Assert.Equal(2_001, _run.Reporter.Lines.Count);
        Assert.EndsWith("\n5000\n", _run.ArtifactText("output.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"script": "x", "interpreter": "bash", "command": ["bash"]}""", "input.command")]
    [InlineData("""{}""", "input.command")]
    [InlineData("""{"command": ["perl"]}""", "input.command[0]")]
    [InlineData("""{"command": ["bash", 7]}""", "input.command[1]")]
    [InlineData("""{"script": "x"}""", "input.interpreter")]
    [InlineData("""{"script": "", "interpreter": "bash"}""", "input.script")]
    [InlineData("""{"command": ["bash"], "timeout_seconds": 0}""", "input.timeout_seconds")]
    [InlineData("""{"command": ["bash"], "working_dir": "../x"}""", "input.working_dir")]
    [InlineData("""{"command": ["bash"], "env": {"LD_PRELOAD": "x"}}""", "input.env.LD_PRELOAD")]
    [InlineData("""{"command": ["bash"], "env": {"A": 1}}""", "input.env.A")]
    [InlineData("""{"command": ["bash"], "shell": true}""", "input.shell")]
    public void Input_ThatIsWrong_IsRefusedByField(string input, string field) => Assert.Contains(field, _run.Check(input).Keys);

    [Fact]
    public void Kind_WithoutAllowedPrograms_RefusesAndNamesTheOption()
    {
        using var run = Create();

        var errors = run.Check(Script("true"));

        Assert.Contains("Processes:AllowedPrograms", Assert.Single(errors["input.interpreter"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_ThatTheMachineLacks_FailsTheAnalysis()
    {
        using var run = Create("no-such-shell");

        var failure = await Assert.ThrowsAsync<WorkFailedException>(() => run.PlanAsync("""{"command": ["no-such-shell"]}"""));

        Assert.Equal(ErrorCodes.ProgramNotFound, failure.Code);
    }

    private static ProgramRun Create(params string[] programs) =>
        new((trees, processes) => new ScriptRunKind(() => trees, () => processes, () => new ScriptSettings { AllowedPrograms = programs }));

    private static string Script(string text, string more = "") =>
        $$"""{"script": {{JsonSerializer.Serialize(text)}}, "interpreter": "bash"{{more}}}""";
}
