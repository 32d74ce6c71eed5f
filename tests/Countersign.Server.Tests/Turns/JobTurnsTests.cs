using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Access;
using Countersign.Server.Limits;
using Countersign.Server.Turns;
using Countersign.Testing;
using Xunit;

namespace Countersign.Server.Tests.Turns;

/// <summary>Slots and queues of a process, on engines that let activities stand aside and on those that do not.</summary>
public sealed class JobTurnsTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public async Task SecondJob_WaitsUntilTheFirstGivesItsSlotBack()
    {
        var turns = NewTurns(1);
        var first = await TakeAsync(turns, NewJob("first"));
        var second = TakeAsync(turns, NewJob("second"));
        Assert.False(second.IsCompleted);
        Assert.Equal(new QueuePlace("analysis", 1, 1), turns.Find("second"));

        first.Dispose();
        first.Dispose();

        var turn = await second;
        Assert.Null(turn.RetryAfterSeconds);
        Assert.Null(turns.Find("second"));
        Assert.Equal((1, 0), (turns.Read()["analysis"].Running, turns.Read()["analysis"].Waiting));
        turn.Dispose();
        Assert.Equal(0, turns.Read()["analysis"].Running);
    }

    [Fact]
    public async Task CancelledJob_LeavesItsQueueAtOnce_WithoutASlot()
    {
        var turns = NewTurns(1);
        using var first = await TakeAsync(turns, NewJob("first"));
        var second = TakeAsync(turns, NewJob("second"));

        turns.Heard(NewJob("second") with { Status = JobStatus.Cancelled });

        using var turn = await second;
        Assert.Null(turn.RetryAfterSeconds);
        Assert.Equal((1, 0), (turns.Read()["analysis"].Running, turns.Read()["analysis"].Waiting));
    }

    [Fact]
    public async Task HostThatStops_LeavesNoClaimAndNoSlotBehind()
    {
        var turns = NewTurns(1);
        using var stopping = new CancellationTokenSource();
        var first = await TakeAsync(turns, NewJob("first"));
        var second = TakeAsync(turns, NewJob("second"), stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        Assert.Equal((0, 0), (turns.Read()["analysis"].Running, turns.Read()["analysis"].Waiting));
    }

    [Fact]
    public async Task NewPriority_IsANewPlace()
    {
        var turns = NewTurns(1);
        var first = await TakeAsync(turns, NewJob("first"));
        var second = TakeAsync(turns, NewJob("second"));
        var third = TakeAsync(turns, NewJob("third"));
        Assert.Equal(2, turns.Find("third")!.Place);

        turns.Heard(NewJob("third") with { Priority = 3 });
        first.Dispose();

        (await third.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task LongestWait_IsToldInSeconds()
    {
        var turns = NewTurns(1);
        var first = await TakeAsync(turns, NewJob("first"));
        var second = TakeAsync(turns, NewJob("second"));

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(90, turns.Read()["analysis"].LongestWaitSeconds);
        Assert.Equal(1, turns.Read()["analysis"].WaitingUsers);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task WhereNothingStandsAside_TheJobIsSentAway_AndKeepsItsPlaceWhileItAsks()
    {
        var turns = NewTurns(1);
        var first = await AskAsync(turns, NewJob("first"));
        Assert.Equal(1, (await AskAsync(turns, NewJob("second"))).RetryAfterSeconds);
        Assert.Equal(1, (await AskAsync(turns, NewJob("other", "bob"))).RetryAfterSeconds);

        first.Dispose();

        // Bob has waited, and ann was served last.
        Assert.NotNull((await AskAsync(turns, NewJob("second"))).RetryAfterSeconds);
        using var bobs = await AskAsync(turns, NewJob("other", "bob"));
        Assert.Null(bobs.RetryAfterSeconds);
    }

    [Fact]
    public async Task ClaimThatDoesNotAskAgain_HoldsNobodyUp()
    {
        var turns = NewTurns(1);
        var first = await AskAsync(turns, NewJob("first"));
        await AskAsync(turns, NewJob("gone", "bob"));
        await AskAsync(turns, NewJob("second"));
        first.Dispose();
        Assert.NotNull((await AskAsync(turns, NewJob("second"))).RetryAfterSeconds);

        _clock.Advance(TimeSpan.FromSeconds(4));

        using var turn = await AskAsync(turns, NewJob("second"));
        Assert.Null(turn.RetryAfterSeconds);
        Assert.Equal(0, turns.Read()["analysis"].Waiting);
    }

    [Fact]
    public async Task ThoseFarFromTheirTurn_AskSeldom()
    {
        var turns = NewTurns(2);
        using var one = await AskAsync(turns, NewJob("one"));
        using var two = await AskAsync(turns, NewJob("two"));
        var waits = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            waits.Add((await AskAsync(turns, NewJob($"more-{i:000}"))).RetryAfterSeconds!.Value);
        }

        Assert.Equal(1, waits[0]);
        Assert.Equal(15, waits[^1]);
        Assert.Equal(waits.Order(), waits);
    }

    private static Task<JobTurn> TakeAsync(JobTurns turns, Job job, CancellationToken stopping = default) =>
        turns.TakeAsync(new AsideContext(job.JobId), job, WorkLane.Analysis, stopping).AsTask();

    private static Task<JobTurn> AskAsync(JobTurns turns, Job job) =>
        turns.TakeAsync(new ActivityContext(job.JobId, "work"), job, WorkLane.Analysis, CancellationToken.None).AsTask();

    private JobTurns NewTurns(int slots) => new(
        new EffectiveLimits(new LimitsOptions { MaxConcurrentJobs = slots, MaxConcurrentPerUser = slots }, new ClosedCallerSource()), _clock);

    private Job NewJob(string jobId, string owner = "ann") => new()
    {
        JobId = jobId,
        Kind = "test",
        Name = jobId,
        Input = JsonSerializer.SerializeToElement(0),
        Status = JobStatus.Pending,
        Owner = owner,
        CreatedAt = _clock.GetUtcNow(),
        Approval = new ApprovalState(),
    };
}
