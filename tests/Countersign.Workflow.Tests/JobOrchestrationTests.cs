using System.Text.Json;
using Countersign.Conformance.Durable;
using Countersign.Contracts;
using Countersign.Contracts.Workflow;
using Countersign.Durable.Sqlite.Tests;
using Xunit;

namespace Countersign.Workflow.Tests;

/// <summary>The job orchestration on an engine that truly replays, with activities that answer as a test says.</summary>
public sealed class JobOrchestrationTests() : DurableContract(new SqliteEngineFixture())
{
    private const string JobId = "job";
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);

    private readonly ScriptedServer _server = new();

    /// <summary>The call that is answered with a pause, the first time.</summary>
    private string? _holdOnce;

    [Fact]
    public async Task Job_ThatNeedsNoDecision_RunsEveryStepInOrder()
    {
        await RunAsync();

        Assert.Equal(["analyze 1", "plan 1.1", "execute a 1", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task Job_WithAGate_WaitsForItsEventAndThenForTheDecision()
    {
        _server.Plan = _ => Held(TimeSpan.FromMinutes(5));
        await BeginAsync();
        await CalledAsync("plan 1.1");

        await Client.RaiseEventAsync(JobId, "decision:v1");

        await EndAsync(JobId);
        Assert.Equal(["analyze 1", "plan 1.1", "read decision:v1", "execute a 1", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task WakeUp_WithoutADecision_WaitsAtTheNextGate()
    {
        var expiresAt = Clock.GetUtcNow().AddMinutes(5);
        _server.Plan = _ => Held(TimeSpan.FromMinutes(5));
        _server.ReadDecision = task => task.Gate.EventName == "decision:v1"
            ? new GateOutcome(GateVerdict.Undecided, new Gate("decision:v1:1", expiresAt))
            : new GateOutcome(GateVerdict.Approved);
        await BeginAsync();
        await Client.RaiseEventAsync(JobId, "decision:v1", "forged");
        await CalledAsync("read decision:v1");

        await Client.RaiseEventAsync(JobId, "decision:v1:1");

        await EndAsync(JobId);
        Assert.Equal(["read decision:v1", "read decision:v1:1"], _server.Calls.Where(call => call.StartsWith("read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Edit_MovesTheWaitToTheNewVersion_AndThatIsExecuted()
    {
        var expiresAt = Clock.GetUtcNow().AddMinutes(5);
        var second = new PlanReference(2, "sha256:2", ["b"]);
        _server.Plan = _ => Held(TimeSpan.FromMinutes(5));
        _server.ReadDecision = task => task.Gate.EventName == "decision:v1"
            ? new GateOutcome(GateVerdict.Undecided, new Gate("decision:v2", expiresAt), second)
            : new GateOutcome(GateVerdict.Approved, Plan: second);
        await BeginAsync();
        await Client.RaiseEventAsync(JobId, "decision:v1");
        await CalledAsync("read decision:v1");

        await Client.RaiseEventAsync(JobId, "decision:v2");

        await EndAsync(JobId);
        Assert.Equal(["analyze 1", "plan 1.1", "read decision:v1", "read decision:v2", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task Replan_PlansTheNextRound_AndAsksAgain()
    {
        _server.Plan = task => task.Round == 1 ? Held(TimeSpan.FromMinutes(5)) : new PlanOutcome(StageVerdict.Proceed, Plan: new PlanReference(2, "sha256:2", ["c"]));
        _server.ReadDecision = _ => new GateOutcome(GateVerdict.Replan, Plan: ScriptedServer.Reference, Round: 2);
        await BeginAsync();

        await Client.RaiseEventAsync(JobId, "decision:v1");

        await EndAsync(JobId);
        Assert.Equal(["analyze 1", "plan 1.1", "read decision:v1", "plan 2.1", "execute c 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task Drift_AnalysesAndPlansAgain_BeforeAnyOtherStep()
    {
        var drifted = false;
        _server.ExecuteStep = task =>
        {
            var isFirst = !drifted && task.StepId == "a";
            drifted |= isFirst;
            return isFirst ? new StageOutcome(StageVerdict.Replan, Round: 2) : new StageOutcome(StageVerdict.Proceed);
        };

        await RunAsync();

        Assert.Equal(
            ["analyze 1", "plan 1.1", "execute a 1", "analyze 1", "plan 2.1", "execute a 1", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task JobWithoutASlot_IsCalledAgainLater_WithTheSameAttempt()
    {
        var left = 3;
        _server.Analyze = _ => left-- > 0 ? new StageOutcome(StageVerdict.Queued, 15) : new StageOutcome(StageVerdict.Proceed);
        await BeginAsync();

        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(15), JobId);

        Assert.Equal(
            ["analyze 1", "analyze 1", "analyze 1", "analyze 1", "plan 1.1", "execute a 1", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task Outcomes_AsAnOlderReleaseRecordedThem_AreStillUnderstood()
    {
        var outcome = JsonSerializer.Deserialize("""{"verdict":"approved","gate":null}""", ContractsJson.Default.GateOutcome)!;
        var stage = JsonSerializer.Deserialize("""{"verdict":"proceed","retry_after_seconds":0}""", ContractsJson.Default.StageOutcome)!;
        _server.Plan = _ => Held(TimeSpan.FromMinutes(5));
        _server.ReadDecision = _ => outcome;
        _server.ExecuteStep = _ => stage;
        await BeginAsync();

        await Client.RaiseEventAsync(JobId, "decision:v1");

        await EndAsync(JobId);
        Assert.Equal(["execute a 1", "execute b 1", "finish"], _server.Calls.TakeLast(3));
    }

    [Fact]
    public async Task Analysis_ThatWentOnToThePlan_IsNotFollowedByPlanning()
    {
        _server.Analyze = _ => new StageOutcome(StageVerdict.Proceed)
        {
            Planned = new PlanOutcome(StageVerdict.Proceed, Plan: new PlanReference(1, "sha256:1", ["b"])),
        };

        await RunAsync();

        Assert.Equal(["analyze 1", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task PlanOfAnAnalysis_ThatIsToBeRepeated_IsPlannedAgainAfterItsWait()
    {
        _server.Analyze = _ => new StageOutcome(StageVerdict.Proceed) { Planned = new PlanOutcome(StageVerdict.Retry, RetryAfterSeconds: 30) };
        await BeginAsync();

        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(30), JobId);

        Assert.Equal(["analyze 1", "plan 1.2", "execute a 1", "execute b 1", "finish"], _server.Calls);
    }

    [Fact]
    public async Task Step_ThatWentOnToLaterOnes_IsFollowedByTheFirstBehindThem()
    {
        var plan = new PlanReference(1, "sha256:1", ["a", "b", "c", "d"]);
        _server.Plan = _ => new PlanOutcome(StageVerdict.Proceed, Plan: plan);
        _server.ExecuteStep = task => new StageOutcome(StageVerdict.Proceed) { StepId = task.StepId == "a" ? "c" : null };

        await RunAsync();

        Assert.Equal(["execute a 1", "execute d 1", "finish"], _server.Calls.TakeLast(3));
    }

    [Fact]
    public async Task LaterStep_ThatAsksToBeRepeated_IsTheOneThatIsRepeated()
    {
        _server.ExecuteStep = task => task is { StepId: "a" }
            ? new StageOutcome(StageVerdict.Retry, RetryAfterSeconds: 30) { StepId = "b" }
            : new StageOutcome(StageVerdict.Proceed);
        await BeginAsync();

        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(30), JobId);

        Assert.Equal(["analyze 1", "plan 1.1", "execute a 1", "execute b 2", "finish"], _server.Calls);
    }

    [Fact]
    public async Task Step_ThatEndedTheJob_IsTheLastCall()
    {
        _server.ExecuteStep = _ => new StageOutcome(StageVerdict.Stopped) { StepId = "b" };

        await RunAsync();

        Assert.Equal("execute a 1", _server.Calls.Last());
    }

    [Fact]
    public async Task Gate_ThatExpires_AsksTheStoreAndRunsNothing()
    {
        _server.Plan = _ => Held(TimeSpan.FromDays(30));
        _server.ReadDecision = _ => new GateOutcome(GateVerdict.Stopped);
        await BeginAsync();

        await EndWhileAdvancingAsync(TimeSpan.FromDays(1), JobId);

        Assert.Equal(["analyze 1", "plan 1.1", "read decision:v1 expired"], _server.Calls);
    }

    [Fact]
    public async Task Gate_IsKeptOverACrash()
    {
        _server.Plan = _ => Held(TimeSpan.FromMinutes(5));
        await BeginAsync();
        await CalledAsync("plan 1.1");

        await CrashAndStartAsync();
        await Client.RaiseEventAsync(JobId, "decision:v1");

        await EndAsync(JobId);
        Assert.Equal("finish", _server.Calls.Last());
    }

    [Fact]
    public async Task Stage_ThatAsksToBeRepeated_IsRepeatedAfterItsWait()
    {
        _server.ExecuteStep = task => task is { StepId: "a", Attempt: < 3 } ? new StageOutcome(StageVerdict.Retry, 60) : new StageOutcome(StageVerdict.Proceed);
        var startedAt = Clock.GetUtcNow();
        await BeginAsync();

        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(30), JobId);

        Assert.Equal(["execute a 1", "execute a 2", "execute a 3", "execute b 1"], _server.Calls.Where(call => call.StartsWith("execute", StringComparison.Ordinal)));
        Assert.True(Clock.GetUtcNow() - startedAt >= TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData("analyze 1")]
    [InlineData("plan 1.1")]
    [InlineData("execute a 1")]
    public async Task Stage_ThatEndsTheJob_IsTheLast(string last)
    {
        if (last.StartsWith("analyze", StringComparison.Ordinal))
        {
            _server.Analyze = _ => Stopped;
        }
        else if (last.StartsWith("plan", StringComparison.Ordinal))
        {
            _server.Plan = _ => new PlanOutcome(StageVerdict.Stopped);
        }
        else
        {
            _server.ExecuteStep = _ => Stopped;
        }

        await RunAsync();

        Assert.Equal(last, _server.Calls.Last());
    }

    [Fact]
    public async Task Activity_ThatCannotBeRun_IsTriedAgainAndThenFailsTheJob()
    {
        _server.Analyze = _ => throw new InvalidOperationException("The store does not answer.");
        await BeginAsync();

        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(30), JobId);

        Assert.Equal([.. Enumerable.Repeat("analyze 1", 5), "fail analyze"], _server.Calls);
    }

    public static TheoryData<string> Stages => ["analyze 1", "plan 1.1", "execute a 1", "execute b 1", "finish"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Pause_BeforeAStage_HoldsItUntilItsEventAndCallsItAgain(string stage)
    {
        _holdOnce = stage;
        Hold();
        await BeginAsync();
        await CalledAsync(stage);

        await Client.RaiseEventAsync(JobId, "resume:1");

        await EndAsync(JobId);
        Assert.Equal(["analyze 1", "plan 1.1", "execute a 1", "execute b 1", "finish"], _server.Calls.Distinct());
        Assert.Equal(2, _server.Calls.Count(call => call == stage));
        Assert.Equal(6, _server.Calls.Count);
    }

    [Fact]
    public async Task Pause_IsKeptOverACrash_AndAnEventThatCameBeforeTheWaitCounts()
    {
        _holdOnce = "execute b 1";
        Hold();
        await BeginAsync();
        await Client.RaiseEventAsync(JobId, "resume:1");
        await CalledAsync("execute b 1");

        await CrashAndStartAsync();

        await EndAsync(JobId);
        Assert.Equal("finish", _server.Calls.Last());
        Assert.Equal(1, _server.Calls.Count(call => call == "execute a 1"));
    }

    [Fact]
    public async Task Run_IsToldToEveryActivity()
    {
        var runs = new System.Collections.Concurrent.ConcurrentBag<int>();
        _server.Analyze = task => Noting(task.Run, new StageOutcome(StageVerdict.Proceed));
        _server.Plan = task => Noting(task.Run, new PlanOutcome(StageVerdict.Proceed, Plan: ScriptedServer.Reference));
        _server.ExecuteStep = task => Noting(task.Run, new StageOutcome(StageVerdict.Proceed));
        _server.Finish = task => Noting(task.Run, Stopped);
        _server.AddTo(Registry);
        await StartAsync();
        await ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId, Run: 3), WireNames.InstanceId(JobId, 3));

        await EndAsync("job@3");

        Assert.Equal([3, 3, 3, 3, 3], runs);

        T Noting<T>(int run, T outcome)
        {
            runs.Add(run);
            return outcome;
        }
    }

    private void Hold()
    {
        _server.Analyze = task => Holding($"analyze {task.Attempt}", new StageOutcome(StageVerdict.Proceed));
        _server.ExecuteStep = task => Holding($"execute {task.StepId} {task.Attempt}", new StageOutcome(StageVerdict.Proceed));
        _server.Finish = _ => Holding("finish", Stopped);
        _server.Plan = task => Holding($"plan {task.Round}.{task.Attempt}", new StageOutcome(StageVerdict.Proceed)) is { ResumeEvent: { } held }
            ? new PlanOutcome(StageVerdict.Paused, ResumeEvent: held)
            : new PlanOutcome(StageVerdict.Proceed, Plan: ScriptedServer.Reference);
    }

    /// <summary>Says once that the job is paused.</summary>
    private StageOutcome Holding(string call, StageOutcome otherwise)
    {
        if (_holdOnce != call)
        {
            return otherwise;
        }

        _holdOnce = null;
        return new StageOutcome(StageVerdict.Paused, ResumeEvent: "resume:1");
    }

    private PlanOutcome Held(TimeSpan span) =>
        new(StageVerdict.Proceed, Plan: ScriptedServer.Reference, Gate: new Gate("decision:v1", Clock.GetUtcNow() + span));

    private async Task BeginAsync()
    {
        _server.AddTo(Registry);
        await StartAsync();
        await ScheduleAsync(JobOrchestrations.Job, new JobStart(JobId), JobId);
    }

    private async Task RunAsync()
    {
        await BeginAsync();
        await EndAsync(JobId);
    }

    private Task CalledAsync(string call) =>
        EventuallyAsync(() => Task.FromResult(_server.Calls.Contains(call)), () => $"'{call}' was not called; called were {string.Join(", ", _server.Calls)}");
}
