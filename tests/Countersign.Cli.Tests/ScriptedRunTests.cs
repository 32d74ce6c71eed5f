using System.Text;
using System.Text.Json;
using Countersign.Cli.Api;
using Countersign.Cli.Run;
using Countersign.Cli.Terminal;
using Countersign.Cli.Tests.Scripted;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Testing;
using Microsoft.AspNetCore.Http;
using Spectre.Console;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>A run against a server that does what the contract allows and a good day does not show.</summary>
public sealed class ScriptedRunTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly StringWriter _screen = new();
    private readonly StringWriter _result = new();
    private ScriptedServer _server = null!;

    private string Screen => _screen.ToString();

    private ScriptedJob Job => _server.Job;

    public async ValueTask InitializeAsync() => _server = await ScriptedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Approval_NamesTheHashOfThePlanThatWasShown()
    {
        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        var decision = Assert.Single(_server.Decisions);
        Assert.True(decision.Approved);
        Assert.Equal(Job.Plan.Hash, decision.PlanHash);
        Assert.Contains(Job.Plan.Hash, Screen, StringComparison.Ordinal);
        Assert.Contains("Executed plan, as approved", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_IsSentAndTold()
    {
        Assert.Equal(ExitCodes.Rejected, await RunAsync(Answers.Of("no")));

        Assert.False(Assert.Single(_server.Decisions).Approved);
        Assert.Contains("nothing was executed", Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventTypes.Failure, JobStatus.Failed, ExitCodes.Failed)]
    [InlineData(EventTypes.Cancelled, JobStatus.Cancelled, ExitCodes.Failed)]
    [InlineData(EventTypes.Failure, JobStatus.Timeout, ExitCodes.TimedOut)]
    [InlineData(EventTypes.Completion, JobStatus.Completed, ExitCodes.Completed)]
    public async Task End_DecidesTheExitCode(string end, JobStatus status, int exitCode)
    {
        Job.Error = status == JobStatus.Completed ? null : new JobError("some_code", "The reason.", "look");
        _server.OnDecision = _ => Job.Execute(end, status);

        Assert.Equal(exitCode, await RunAsync(null, options => options with { Approve = true }));
        Assert.Equal(Job.Error is not null, Screen.Contains("Step 'look': The reason. (some_code)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BrokenStream_IsResumedWithoutALossOrARepeat()
    {
        _server.BreakAfter(2);
        _server.BreakAfter(7);
        _server.BreakAfter(8);

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        Assert.Equal(["0", "2", "7", "8"], _server.ResumedAfter);
        AssertLinesOnce();
    }

    [Fact]
    public async Task StreamThatIsReset_IsResumedWithoutALossOrARepeat()
    {
        for (var seq = 1; seq < 10; seq++)
        {
            _server.BreakAfter(seq, hard: true);
        }

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        AssertLinesOnce();
    }

    [Fact]
    public async Task StreamThatRepeats_IsShownOnce()
    {
        _server.RepeatsEvents = true;
        _server.BreakAfter(8);

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        AssertLinesOnce();
    }

    [Fact]
    public async Task StreamThatIsUnavailableForAWhile_IsOpenedAgain()
    {
        var refusals = 5;
        _server.Before = async context =>
        {
            var refuses = context.Request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) && refusals-- > 0;
            if (refuses)
            {
                await ScriptedServer.RefuseAsync(context, 503, ErrorCodes.ServiceUnavailable);
            }

            return refuses;
        };

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));
    }

    [Fact]
    public async Task ServerThatStaysAway_LeavesTheJobAndSaysHowToFindIt()
    {
        var answers = new Answers(() =>
        {
            _server.StopAsync().GetAwaiter().GetResult();
            return "y";
        });

        Assert.Equal(ExitCodes.StillWaiting, await RunAsync(answers));
        Assert.Contains($"curl -s {_server.Address}api/jobs/scripted", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanThatChanges_IsShownAndAskedAboutAgain()
    {
        var first = Job.Plan;
        _server.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/approve", StringComparison.Ordinal) || Job.Plan != first)
            {
                return false;
            }

            Job.Plan = ScriptedJob.PlanOf("Look elsewhere", version: 2);
            await ScriptedServer.RefuseAsync(context, 409, ErrorCodes.PlanChanged);
            return true;
        };

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y", "y")));

        Assert.Equal(Job.Plan.Hash, Assert.Single(_server.Decisions).PlanHash);
        Assert.Contains("Look elsewhere", Screen, StringComparison.Ordinal);
        Assert.NotEqual(first.Hash, Job.Plan.Hash);
    }

    [Fact]
    public async Task PlanWhoseHashIsNotItsOwn_IsNotApproved()
    {
        Job.Plan = Job.Plan with { Steps = ScriptedJob.PlanOf("Something else").Steps };

        Assert.Equal(ExitCodes.StillWaiting, await RunAsync(null, options => options with { Approve = true }));
        Assert.Empty(_server.Decisions);
    }

    [Fact]
    public async Task GateThatSomebodyElseCloses_EndsTheQuestion()
    {
        var (answers, line) = Answers.Later();
        using var screen = new WatchedScreen(_screen, "[y/N]", () => Job.Execute());

        var exitCode = await RunAsync(answers, screen: screen);

        Assert.Equal(ExitCodes.Completed, exitCode);
        Assert.Empty(_server.Decisions);
        Assert.Contains("no longer waiting for this answer", Screen, StringComparison.Ordinal);
        line.SetResult(null);
    }

    [Theory]
    [InlineData(409, ErrorCodes.AlreadyDecided)]
    [InlineData(403, ErrorCodes.NotAnApprover)]
    public async Task DecisionThatIsRefused_IsToldAndTheJobFollowed(int status, string code)
    {
        _server.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/approve", StringComparison.Ordinal))
            {
                return false;
            }

            await ScriptedServer.RefuseAsync(context, status, code);
            Job.Execute();
            return true;
        };

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));
        Assert.Contains(code, Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JobThatWasDecidedBefore_IsFollowedWithoutAQuestion()
    {
        Job.Execute();

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("n"), options => options with { JobId = ScriptedJob.Id }));
        Assert.Empty(_server.Decisions);
        AssertLinesOnce();
    }

    [Fact]
    public async Task ExecutionOfAnotherPlan_IsCalledThat()
    {
        Job.ExecutedPlanHash = "sha256:" + new string('f', 64);

        await RunAsync(Answers.Of("y"));

        Assert.Contains("not the plan that was approved", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitThatIsOver_LeavesTheJob()
    {
        var clock = new VirtualClock();
        var (answers, line) = Answers.Later();
        using var screen = new WatchedScreen(_screen, "[y/N]", () => clock.Advance(TimeSpan.FromSeconds(30)));

        var exitCode = await RunAsync(answers, options => options with { Wait = TimeSpan.FromSeconds(30) }, clock, screen);

        Assert.Equal(ExitCodes.StillWaiting, exitCode);
        Assert.Contains("--wait is over", Screen, StringComparison.Ordinal);
        line.SetResult(null);
    }

    [Fact]
    public async Task NoWait_OnlySubmits()
    {
        Assert.Equal(ExitCodes.StillWaiting, await RunAsync(null, options => options with { Wait = TimeSpan.Zero }));

        Assert.Single(_server.Submissions);
        Assert.Empty(_server.ResumedAfter);
        Assert.Contains("curl", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_ForAServer_IsUploadedUnderItsName()
    {
        await RunAsync(Answers.Of("y"), options => options with { Format = "raw", Name = "a name", TimeoutSeconds = 60 });

        var (name, content) = Assert.Single(_server.Uploads);
        Assert.Equal("disk.img", name);
        Assert.Equal("the bytes", Encoding.ASCII.GetString(content));
        Assert.Equal(
            """{"kind":"disk.inspect","input":{"image":{"upload_id":"upload-1","format":"raw"}},"name":"a name","approval":{"timeout_seconds":60}}""",
            Assert.Single(_server.Submissions).GetRawText());
    }

    [Fact]
    public async Task InputFile_IsSentAsItIs()
    {
        var file = Path.Combine(_folder, "input.json");
        await File.WriteAllTextAsync(file, """{"a": null, "b": [1.0]}""");

        await RunAsync(Answers.Of("y"), options => options with { Image = null, InputFile = file, Kind = "some.kind", Wait = TimeSpan.Zero });

        var input = Assert.Single(_server.Submissions).GetProperty("input");
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse("""{"a": null, "b": [1.0]}""").RootElement, input));
    }

    [Fact]
    public async Task Json_PrintsTheDocumentAndNothingElse()
    {
        await RunAsync(Answers.Of("y"), options => options with { Json = true });

        var document = JsonDocument.Parse(_result.ToString()).RootElement;
        Assert.Equal(42, document.GetProperty("result").GetProperty("answer").GetInt32());
        Assert.DoesNotContain("42", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_IsDrawnOverWhileTheJobRunsAndLeftAsItWas()
    {
        Job.Log("a warning\u001b[2J", "warning");

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y"), ansi: true));

        Assert.Contains("Look at the image", Screen, StringComparison.Ordinal);
        Assert.Contains("line three", Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", Screen, StringComparison.Ordinal);
        Assert.True(
            Screen.LastIndexOf("\u001b[?25h", StringComparison.Ordinal) > Screen.LastIndexOf("\u001b[?25l", StringComparison.Ordinal),
            "The cursor is still hidden.");
    }

    [Fact]
    public async Task RefusedSubmission_IsBadUsageWithEveryField()
    {
        _server.Before = async context =>
        {
            await ScriptedServer.RefuseAsync(
                context, 400, ErrorCodes.InvalidRequest, new() { ["input.image"] = ["is absent."], ["name"] = ["is too long.", "is odd."] });
            return true;
        };

        var refused = await Assert.ThrowsAsync<ApiException>(() => RunAsync(Answers.Of("y")));

        var explanation = Errors.Explain(refused)!;
        Assert.Equal(ExitCodes.BadUsage, explanation.ExitCode);
        Assert.Equal(
            ["Refused as invalid_request:", "  input.image is absent.", "  name is too long.", "  name is odd.", "  (invalid_request, trace trace-1)"],
            explanation.Lines);
    }

    [Theory]
    [InlineData(500, ExitCodes.Failed)]
    [InlineData(404, ExitCodes.BadUsage)]
    public async Task AnswerThatIsNoProblemDocument_AsksWhetherThatIsTheServer(int status, int exitCode)
    {
        _server.Before = async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("<html>");
            return true;
        };

        var refused = await Assert.ThrowsAsync<ApiException>(() => RunAsync(Answers.Of("y")));

        Assert.Equal(exitCode, Errors.Explain(refused)!.ExitCode);
        Assert.Contains("Is that address a countersign server?", Errors.Explain(refused)!.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerOfSomethingElse_IsNotTakenForAServer()
    {
        _server.Before = async context =>
        {
            await context.Response.WriteAsync("<html>");
            return true;
        };

        var exception = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => RunAsync(Answers.Of("y")));

        Assert.Contains("--server", exception.Message, StringComparison.Ordinal);
    }

    private void AssertLinesOnce()
    {
        foreach (var line in new[] { "hashing", "line one", "line two", "line three" })
        {
            Assert.Equal(2, Screen.Split(line).Length);
        }
    }

    private async Task<int> RunAsync(
        TextReader? answers, Func<RunOptions, RunOptions>? change = null, TimeProvider? clock = null, TextWriter? screen = null, bool ansi = false)
    {
        var image = Path.Combine(_folder, "disk.img");
        await File.WriteAllTextAsync(image, "the bytes");
        var options = new RunOptions { Kind = ScriptedJob.Kind, Image = image, Server = _server.Address, DataFolder = _folder };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(screen ?? _screen),
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = ansi ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = 120;
        return await JobRun.RunAsync(
            change is null ? options : change(options), new Person(console, _result, answers), clock ?? new ImpatientClock(), CancellationToken.None);
    }
}
