using Countersign.Kinds;
using Countersign.Server.Turns;
using Xunit;

namespace Countersign.Server.Tests.Turns;

/// <summary>Who gets the next slot.</summary>
public sealed class FairTurnsTests
{
    private long _sequence;

    [Fact]
    public void ManyJobsOfOneUser_DelayAnothersByOneTurnAtMost()
    {
        var turns = new FairTurns(total: 2, perUser: 2);
        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        AddMany(turns, "ann", 500);
        turns.Add(NewClaim("bob's", "bob"));

        turns.Leave("ann", WorkLane.Analysis);

        Assert.Equal("bob's", Serve(turns));
    }

    [Fact]
    public void ThreeUsers_TakeTurns()
    {
        var turns = new FairTurns(total: 1, perUser: 1);
        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        AddMany(turns, "ann", 3);
        AddMany(turns, "bob", 3);
        AddMany(turns, "cid", 3);

        Assert.Equal(["bob-0", "cid-0", "ann-0", "bob-1", "cid-1", "ann-1", "bob-2", "cid-2", "ann-2"], ServeAll(turns, "ann"));
    }

    [Fact]
    public void OneWhoComesBack_IsNotServedBeforeThoseWhoWaited()
    {
        var turns = new FairTurns(total: 1, perUser: 1);
        Assert.True(turns.TryEnter("bob", WorkLane.Analysis));
        AddMany(turns, "ann", 2);
        turns.Leave("bob", WorkLane.Analysis);
        Assert.Equal("ann-0", Serve(turns));

        turns.Add(NewClaim("again", "bob"));
        turns.Leave("ann", WorkLane.Analysis);

        Assert.Equal("again", Serve(turns));
        turns.Add(NewClaim("once more", "bob"));
        turns.Leave("bob", WorkLane.Analysis);
        Assert.Equal("ann-1", Serve(turns));
    }

    [Fact]
    public void OfOneUsersJobs_HigherPriorityGoesFirst_ThenTheOldest()
    {
        var turns = new FairTurns(total: 1, perUser: 1);
        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        turns.Add(NewClaim("late", "ann", minute: 9));
        turns.Add(NewClaim("early", "ann", minute: 1));
        turns.Add(NewClaim("unimportant", "ann", minute: 0, priority: -1));
        turns.Add(NewClaim("urgent", "ann", minute: 20, priority: 5));

        Assert.Equal(["urgent", "early", "late", "unimportant"], ServeAll(turns, "ann"));
    }

    [Fact]
    public void NoUser_GetsMoreThanTheirShare_AndOthersFindTheRestFree()
    {
        var turns = new FairTurns(total: 4, perUser: 2);

        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        Assert.True(turns.TryEnter("ann", WorkLane.Builds));
        Assert.False(turns.TryEnter("ann", WorkLane.Analysis));
        Assert.True(turns.TryEnter("bob", WorkLane.Analysis));
        Assert.True(turns.TryEnter("bob", WorkLane.Analysis));
        Assert.False(turns.TryEnter("cid", WorkLane.Analysis));
    }

    [Fact]
    public void Builds_LeaveSlotsToAnalyses_AndMaintenanceHasItsOwn()
    {
        var turns = new FairTurns(total: 4, perUser: 4);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(turns.TryEnter("ann", WorkLane.Builds));
        }

        Assert.False(turns.TryEnter("ann", WorkLane.Builds));
        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        Assert.False(turns.TryEnter("ann", WorkLane.Analysis));
        Assert.True(turns.TryEnter("ann", WorkLane.Maintenance));
        Assert.False(turns.TryEnter("ann", WorkLane.Maintenance));
    }

    [Fact]
    public void BuildsAndAnalyses_TakeTurns_ForASlotThatBothCouldHave()
    {
        var turns = new FairTurns(total: 1, perUser: 1);
        Assert.True(turns.TryEnter("ann", WorkLane.Builds));
        turns.Add(NewClaim("b1", "ann", lane: WorkLane.Builds));
        turns.Add(NewClaim("b2", "ann", lane: WorkLane.Builds));
        turns.Add(NewClaim("a1", "ann"));
        turns.Add(NewClaim("a2", "ann"));
        turns.Leave("ann", WorkLane.Builds);

        var served = new List<string>();
        while (turns.TryServe(out var claim))
        {
            served.Add(claim.JobId);
            turns.Leave(claim.Owner, claim.Queue);
        }

        Assert.Equal(["b1", "a1", "b2", "a2"], served);
    }

    [Fact]
    public void RemovedClaim_FreesItsPlace()
    {
        var turns = new FairTurns(total: 1, perUser: 1);
        Assert.True(turns.TryEnter("ann", WorkLane.Analysis));
        var first = NewClaim("first", "ann", minute: 1);
        var second = NewClaim("second", "ann", minute: 2);
        turns.Add(first);
        turns.Add(second);
        Assert.Equal(2, turns.PlaceOf(second));

        turns.Remove(first);

        Assert.Equal(1, turns.PlaceOf(second));
        Assert.Equal(1, turns.Waiting);
        Assert.Equal(["second"], ServeAll(turns, "ann"));
    }

    private static string? Serve(FairTurns turns) => turns.TryServe(out var claim) ? claim.JobId : null;

    /// <summary>Everything that waits for the one slot, in order, once the user who has it gives it up.</summary>
    private static List<string> ServeAll(FairTurns turns, string holder)
    {
        var served = new List<string>();
        turns.Leave(holder, WorkLane.Analysis);
        while (turns.TryServe(out var claim))
        {
            served.Add(claim.JobId);
            turns.Leave(claim.Owner, claim.Queue);
        }

        return served;
    }

    private void AddMany(FairTurns turns, string owner, int count)
    {
        for (var i = 0; i < count; i++)
        {
            turns.Add(NewClaim($"{owner}-{i}", owner, minute: i));
        }
    }

    private Claim NewClaim(string jobId, string owner, int minute = 0, int priority = 0, WorkLane lane = WorkLane.Analysis) =>
        new(jobId, owner, lane, DateTimeOffset.UnixEpoch.AddMinutes(minute), ++_sequence)
        {
            Priority = priority,
            Since = DateTimeOffset.UnixEpoch,
        };
}
