using Countersign.Cli.Tests.Scripted;
using Countersign.Contracts.Errors;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>A run whose connection to the events is not what it should be.</summary>
public sealed class StreamTests : ScriptedRun
{
    [Fact]
    public async Task BrokenStream_IsResumedWithoutALossOrARepeat()
    {
        Server.BreakAfter(2);
        Server.BreakAfter(7);
        Server.BreakAfter(8);

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        Assert.Equal(["0", "2", "7", "8"], Server.ResumedAfter);
        AssertLinesOnce();
    }

    [Fact]
    public async Task StreamThatIsReset_IsResumedWithoutALossOrARepeat()
    {
        for (var seq = 1; seq < 10; seq++)
        {
            Server.BreakAfter(seq, hard: true);
        }

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        AssertLinesOnce();
    }

    [Fact]
    public async Task StreamThatRepeats_IsShownOnce()
    {
        Server.RepeatsEvents = true;
        Server.BreakAfter(8);

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        AssertLinesOnce();
    }

    [Fact]
    public async Task StreamThatIsUnavailableForAWhile_IsOpenedAgain()
    {
        var refusals = 5;
        Server.Before = async context =>
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
            Server.StopAsync().GetAwaiter().GetResult();
            return "y";
        });

        Assert.Equal(ExitCodes.StillWaiting, await RunAsync(answers));
        Assert.Contains($"curl -s {Server.Address}api/jobs/scripted", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JobThatWasDecidedBefore_IsFollowedWithoutAQuestion()
    {
        Job.Execute();

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("n"), options => options with { JobId = ScriptedJob.Id }));
        Assert.Empty(Server.Decisions);
        AssertLinesOnce();
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
}
