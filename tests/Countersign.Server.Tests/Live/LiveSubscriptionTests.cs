using Countersign.Contracts.Events;
using Countersign.Server.Access;
using Xunit;

namespace Countersign.Server.Tests.Live;

/// <summary>No gap, no repeat, in order; merged progress says so; who is too slow is cut off and can resume.</summary>
public sealed class LiveSubscriptionTests
{
    private static readonly Caller Admin = new("root", [Roles.Admin]);
    private static readonly Caller Ann = new("ann", [Roles.User]);
    private readonly MemoryJobs _jobs = new();

    [Fact]
    public async Task Subscription_WithAfterSeq_ReplaysAndFollows()
    {
        await _jobs.CreateAsync("job", types: [.. Enumerable.Repeat(EventTypes.Log, 250)]);
        await using var subscriber = new Subscriber(_jobs.Subscriptions.ToJob("job", 20));
        await subscriber.ReadToAsync(250);

        await _jobs.AppendAsync("job", EventTypes.Log, EventTypes.Completion);

        var got = await subscriber.ReadToAsync(252);
        Assert.Equal(Enumerable.Range(21, 232).Select(seq => (long)seq), got.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Subscriptions_OpenedWhileEventsAreAppended_HaveNoGapAndNoRepeat()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            await PlayAsync(seed);
        }
    }

    [Fact]
    public async Task SlowSubscriber_GetsProgressMergedAndEverythingElseWhole()
    {
        await using var subscriber = await CaughtUpAsync();
        for (var i = 0; i < 30; i++)
        {
            await _jobs.AppendAsync("job", EventTypes.Progress, EventTypes.Progress, EventTypes.Progress, EventTypes.Log);
        }

        var got = await subscriber.ReadToAsync(122);

        subscriber.AssertGapless("slow");
        Assert.Equal(30, got.Count(entry => entry.Type == EventTypes.Log && entry.MergedFrom is null) - 2);
        Assert.Contains(got, entry => entry.Type == EventTypes.Progress && entry.MergedFrom == entry.Seq - 2);
        Assert.All(got.Where(entry => entry.MergedFrom is not null), entry => Assert.Equal(EventTypes.Progress, entry.Type));
    }

    [Fact]
    public async Task FastSubscriber_GetsEveryProgressEvent()
    {
        await using var subscriber = await CaughtUpAsync();

        for (var seq = 3; seq <= 300; seq++)
        {
            await _jobs.AppendAsync("job", EventTypes.Progress);
            await subscriber.ReadToAsync(seq);
        }

        Assert.All(subscriber.Got, entry => Assert.Null(entry.MergedFrom));
    }

    [Fact]
    public async Task SubscriberThatOverflows_IsCutOffWithAReasonAndResumes()
    {
        await using var subscriber = await CaughtUpAsync();
        for (var i = 0; i < 101; i++)
        {
            Assert.False(subscriber.Overflowed.IsCompleted, $"Cut off with {i} events waiting.");
            await _jobs.AppendAsync("job", EventTypes.Log);
        }

        Assert.Contains("after_seq", await subscriber.Overflowed.WaitAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
        while (await subscriber.NextAsync())
        {
            subscriber.AssertGapless("cut off");
        }

        await using var resumed = new Subscriber(_jobs.Subscriptions.ToJob("job", subscriber.Got[^1].Seq));
        var rest = await resumed.ReadToAsync(103);
        Assert.Equal(103, subscriber.Got.Count + rest.Count);
        Assert.Equal(1, _jobs.Feed.Count);
    }

    [Fact]
    public async Task BurstOfOneChange_IsNoSlowness()
    {
        await using var subscriber = await CaughtUpAsync();
        await subscriber.ReadToAsync(2);
        var ready = subscriber.Ask();

        await _jobs.AppendAsync("job", [.. Enumerable.Repeat(EventTypes.Log, 500)]);

        Assert.True(await ready);
        await subscriber.ReadToAsync(502);
        subscriber.AssertGapless("burst");
    }

    [Fact]
    public async Task LostAnnouncement_IsMadeGoodByTheNext()
    {
        await using var subscriber = await CaughtUpAsync();
        await MemoryJobs.AppendAsync(_jobs, "job", EventTypes.Log, EventTypes.Log);

        await _jobs.AppendAsync("job", EventTypes.Log);

        await subscriber.ReadToAsync(5);
        subscriber.AssertGapless("lost");
    }

    [Fact]
    public async Task Everything_IsWhatTheCallerMayRead()
    {
        await using var mine = new Subscriber(_jobs.Subscriptions.ToAll(Ann));
        await using var all = new Subscriber(_jobs.Subscriptions.ToAll(Admin));
        await _jobs.CreateAsync("bobs", owner: "bob");
        await _jobs.CreateAsync("anns");

        await _jobs.AppendAsync("bobs", EventTypes.Log);
        await _jobs.AppendAsync("anns", EventTypes.Log);

        await mine.ReadToAsync(1, "anns");
        await all.ReadToAsync(1, "anns");
        Assert.Equal(["anns"], mine.Got.Select(entry => entry.JobId));
        Assert.Equal(["anns", "bobs"], all.Got.Select(entry => entry.JobId).Order());
    }

    [Fact]
    public async Task Task_WithAfterSeq_ReplaysItsJobsAndFollowsNewOnesFromTheirStart()
    {
        await _jobs.CreateAsync("first", "nightly", types: [EventTypes.Log, EventTypes.Log, EventTypes.Log]);
        await _jobs.CreateAsync("young", "nightly", types: [EventTypes.Log]);
        await _jobs.CreateAsync("bobs", "nightly", "bob", EventTypes.Log, EventTypes.Log, EventTypes.Log);
        await _jobs.CreateAsync("other", "weekly", types: [EventTypes.Log]);
        await using var subscriber = new Subscriber(_jobs.Subscriptions.ToTask("nightly", Ann, 2));
        await subscriber.ReadToAsync(3, "first");

        await _jobs.AppendAsync("young", EventTypes.Log);
        await _jobs.CreateAsync("second", "nightly", types: [EventTypes.Log]);
        await _jobs.AppendAsync("first", EventTypes.Log);

        await subscriber.ReadToAsync(4, "first");
        await subscriber.ReadToAsync(2, "young");
        await subscriber.ReadToAsync(1, "second");
        Assert.Equal(
            ["first:3", "first:4", "second:1", "young:2"],
            subscriber.Got.Select(entry => $"{entry.JobId}:{entry.Seq}").Order());
    }

    [Fact]
    public async Task ManyEndedJobs_AreForgottenWithoutARepeat()
    {
        await using var subscriber = new Subscriber(_jobs.Subscriptions.ToAll(Admin));
        for (var i = 0; i < 1100; i++)
        {
            await _jobs.CreateAsync($"job-{i}", types: [EventTypes.Log, EventTypes.Completion]);
            await subscriber.ReadToAsync(2, $"job-{i}");
        }

        await _jobs.AppendAsync("job-0", EventTypes.Log);
        await _jobs.AppendAsync("job-1099", EventTypes.Log);

        await subscriber.ReadToAsync(3, "job-1099");
        subscriber.AssertGapless("forgotten");
        Assert.Equal(2202, subscriber.Got.Count);
    }

    [Fact]
    public void DisposedSubscriptions_LeaveNothingBehind()
    {
        var first = _jobs.Subscriptions.ToJob("job", 0);
        var second = _jobs.Subscriptions.ToJob("job", 0);

        first.Dispose();
        first.Dispose();
        Assert.Equal(1, _jobs.Feed.Count);
        second.Dispose();

        Assert.Equal(0, _jobs.Feed.Count);
        Assert.False(_jobs.Feed.IsHeard(new Countersign.Testing.JobBuilder("job").Build().Job));
    }

    /// <summary>A subscriber of a job with two events that has read one, and for whom the other waits.</summary>
    private async Task<Subscriber> CaughtUpAsync()
    {
        await _jobs.CreateAsync("job", types: [EventTypes.Log]);
        var subscriber = new Subscriber(_jobs.Subscriptions.ToJob("job", 0));
        await subscriber.ReadToAsync(1);
        var ready = subscriber.Ask();
        Assert.False(ready.IsCompleted, "The subscriber has more than it should.");
        await _jobs.AppendAsync("job", EventTypes.Log);
        await ready;
        return subscriber;
    }

    /// <summary>Three writers append, callers hear of their commits in any order, and subscribers come at any time.</summary>
    private static async Task PlayAsync(int seed)
    {
        const int Appends = 12;
        var jobs = new MemoryJobs();
        var random = new Random(seed);
        var pauses = new Random(seed + 1);
        jobs.AfterCommit = async () =>
        {
            int turns;
            lock (pauses)
            {
                turns = pauses.Next(4);
            }

            for (var i = 0; i < turns; i++)
            {
                await Task.Yield();
            }
        };
        string[] ids = ["a", "b"];
        foreach (var id in ids)
        {
            await jobs.CreateAsync(id, "nightly");
        }

        var plans = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Appends)
            .Select(_ => (Job: ids[random.Next(2)], Types: Enumerable.Repeat(EventTypes.Log, random.Next(1, 3)).ToArray())).ToArray()).ToArray();
        var arrivals = Enumerable.Range(0, 6).Select(_ => (After: random.Next(3), Wait: random.Next(8))).ToArray();
        var totals = ids.ToDictionary(id => id, id => plans.SelectMany(plan => plan).Where(append => append.Job == id).Sum(append => append.Types.Length) + 1);

        var writers = plans.Select(plan => Task.Run(async () =>
        {
            foreach (var (job, types) in plan)
            {
                await jobs.AppendAsync(job, types);
            }
        }));
        var opened = arrivals.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var readers = arrivals.Select((arrival, i) => Task.Run(async () =>
        {
            for (var turn = 0; turn < arrival.Wait; turn++)
            {
                await Task.Yield();
            }

            return await FollowAsync(jobs, i, arrival.After, totals, opened[i]);
        })).ToArray();
        await Task.WhenAll([.. writers, .. opened.Select(open => open.Task)]);
        foreach (var id in ids)
        {
            await jobs.AppendAsync(id, EventTypes.Completion);
        }

        foreach (var (subscriber, i) in (await Task.WhenAll(readers)).Select((subscriber, i) => (subscriber, i)))
        {
            subscriber.AssertGapless($"seed {seed}, subscriber {i}");
        }

        Assert.Equal(0, jobs.Feed.Count);
    }

    private static async Task<Subscriber> FollowAsync(
        MemoryJobs jobs, int i, int after, Dictionary<string, int> totals, TaskCompletionSource opened)
    {
        var isWide = i % 3 == 2;
        await using var subscriber = new Subscriber((i % 3) switch
        {
            0 => jobs.Subscriptions.ToJob("a", after),
            1 => jobs.Subscriptions.ToTask("nightly", Ann, 0),
            _ => jobs.Subscriptions.ToAll(Admin),
        });

        // Whatever is decided from here on has to come, also where nothing stored was asked for.
        var known = totals.Keys.ToDictionary(id => id, id => jobs.GetAsync(id, CancellationToken.None).Result!.LastSeq);
        opened.SetResult();
        await subscriber.ReadToAsync(totals["a"], "a");
        if (i % 3 > 0)
        {
            await subscriber.ReadToAsync(totals["b"], "b");
        }

        Assert.All(subscriber.Got.GroupBy(entry => entry.JobId), job => Assert.True(
            isWide ? job.First().Seq <= known[job.Key] + 1 : job.First().Seq == (i % 3 == 0 ? after + 1 : 1),
            $"Subscriber {i} began with {job.First().Seq} of {job.Key}, where {known[job.Key]} were known."));
        return subscriber;
    }
}
