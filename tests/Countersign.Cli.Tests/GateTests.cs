using Countersign.Cli.Tests.Scripted;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Testing;
using Xunit;

namespace Countersign.Cli.Tests;

/// <summary>A run whose plan or decision meets something else.</summary>
public sealed class GateTests : ScriptedRun
{
    [Fact]
    public async Task Approval_NamesTheHashOfThePlanThatWasShown()
    {
        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));

        var decision = Assert.Single(Server.Decisions);
        Assert.True(decision.Approved);
        Assert.Equal(Job.Plan.Hash, decision.PlanHash);
        Assert.Contains(Job.Plan.Hash, Screen, StringComparison.Ordinal);
        Assert.Contains("Executed plan, as approved", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_IsSentAndTold()
    {
        Assert.Equal(ExitCodes.Rejected, await RunAsync(Answers.Of("no")));

        Assert.False(Assert.Single(Server.Decisions).Approved);
        Assert.Contains("nothing was executed", Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanThatChanges_IsShownAndAskedAboutAgain()
    {
        var first = Job.Plan;
        Server.Before = async context =>
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

        Assert.Equal(Job.Plan.Hash, Assert.Single(Server.Decisions).PlanHash);
        Assert.Contains("Look elsewhere", Screen, StringComparison.Ordinal);
        Assert.NotEqual(first.Hash, Job.Plan.Hash);
    }

    [Fact]
    public async Task PlanWhoseHashIsNotItsOwn_IsNotApproved()
    {
        Job.Plan = Job.Plan with { Steps = ScriptedJob.PlanOf("Something else").Steps };

        Assert.Equal(ExitCodes.StillWaiting, await RunAsync(null, options => options with { Approve = true }));
        Assert.Empty(Server.Decisions);
    }

    [Fact]
    public async Task GateThatSomebodyElseCloses_EndsTheQuestion()
    {
        var (answers, line) = Answers.Later();
        using var screen = new WatchedScreen(ScreenWriter, "[y/N]", () => Job.Execute());

        var exitCode = await RunAsync(answers, screen: screen);

        Assert.Equal(ExitCodes.Completed, exitCode);
        Assert.Empty(Server.Decisions);
        Assert.Contains("no longer waiting for this answer", Screen, StringComparison.Ordinal);
        line.SetResult(null);
    }

    [Theory]
    [InlineData(409, ErrorCodes.AlreadyDecided)]
    [InlineData(403, ErrorCodes.NotAnApprover)]
    public async Task DecisionThatIsRefused_IsToldAndTheJobFollowed(int status, string code)
    {
        Server.Before = async context =>
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
    public async Task StepLeftOut_StandsInTheDecision()
    {
        await RunAsync(Answers.Of("y -look"));

        var decision = Assert.Single(Server.Decisions);
        Assert.True(decision.Approved);
        Assert.Equal("look", Assert.Single(decision.Exclude!));
    }

    [Fact]
    public async Task Wish_AsksForAnotherPlan()
    {
        Server.OnDecision = _ => Job.Execute(EventTypes.Rejected, JobStatus.Rejected);

        await RunAsync(Answers.Of("r read less"));

        var decision = Assert.Single(Server.Decisions);
        Assert.Equal((false, true, "read less"), (decision.Approved, decision.Replan, decision.Feedback));
    }

    [Fact]
    public async Task PausedJob_IsAskedAbout_WhenItGoesOn()
    {
        Job.Add(EventTypes.Paused, JobStatus.Paused);
        var goesOn = 0;
        Server.Before = context =>
        {
            if (context.Request.Path.Value == $"/api/jobs/{ScriptedJob.Id}" && Interlocked.Exchange(ref goesOn, 1) == 0)
            {
                context.Response.OnCompleted(() =>
                {
                    Job.Add(EventTypes.Resumed, JobStatus.AwaitingApproval);
                    return Task.CompletedTask;
                });
            }

            return Task.FromResult(false);
        };

        Assert.Equal(ExitCodes.Completed, await RunAsync(Answers.Of("y")));
        Assert.True(Assert.Single(Server.Decisions).Approved);
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
        using var screen = new WatchedScreen(ScreenWriter, "[y/N]", () => clock.Advance(TimeSpan.FromSeconds(30)));

        var exitCode = await RunAsync(answers, options => options with { Wait = TimeSpan.FromSeconds(30) }, clock, screen);

        Assert.Equal(ExitCodes.StillWaiting, exitCode);
        Assert.Contains("--wait is over", Screen, StringComparison.Ordinal);
        line.SetResult(null);
    }
}
