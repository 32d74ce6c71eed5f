using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Restart, purge and query.</summary>
public abstract class HousekeepingContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    private Orchestration<int, int> _finishes = null!;
    private Orchestration<int, int> _waits = null!;

    [Fact]
    public async Task Restart_OfAFinalInstance_RunsItAgainWithItsInput()
    {
        var runs = 0;
        var count = Registry.Activity<int, int>("count", n => n + Interlocked.Increment(ref runs));
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallActivityAsync(count, n));
        await StartAsync();
        await ScheduleAsync(main, 10);
        Assert.Equal(11, await ResultAsync<int>());

        Assert.True(await Client.RestartAsync("one"));

        Assert.Equal(12, await ResultAsync<int>());
    }

    [Fact]
    public async Task Restart_OfARunningOrUnknownInstance_IsRefused()
    {
        await StartWithInstancesAsync(0, 1);

        Assert.False(await Client.RestartAsync("waits-0"));
        Assert.False(await Client.RestartAsync("nobody"));
    }

    [Fact]
    public async Task Restart_Acknowledged_SurvivesACrash()
    {
        var main = Registry.Orchestration<int, Guid>("main", (context, _) => Task.FromResult(context.NewGuid()));
        await StartAsync();
        await ScheduleAsync(main, 0);
        var first = await ResultAsync<Guid>();

        Assert.True(await Client.RestartAsync("one"));
        await CrashAndStartAsync();

        Assert.NotEqual(first, await ResultAsync<Guid>());
    }

    [Fact]
    public async Task Purge_OfAFinalInstance_RemovesItAndFreesItsId()
    {
        await StartWithInstancesAsync(1, 0);

        Assert.True(await Client.PurgeAsync("done-0"));

        Assert.Null(await Client.GetAsync("done-0"));
        Assert.False(await Client.PurgeAsync("done-0"));
        await ScheduleAsync(_finishes, 5, "done-0");
        Assert.Equal(5, await ResultAsync<int>("done-0"));
    }

    [Fact]
    public async Task Purge_OfARunningInstance_IsRefused()
    {
        await StartWithInstancesAsync(0, 1);

        Assert.False(await Client.PurgeAsync("waits-0"));

        Assert.NotNull(await Client.GetAsync("waits-0"));
    }

    [Fact]
    public async Task Purge_ByFilter_GoesInBoundedSlicesAndLeavesTheRest()
    {
        await StartWithInstancesAsync(10, 5);
        var filter = new OrchestrationFilter { CreatedBefore = Clock.GetUtcNow() - TimeSpan.FromMinutes(1) };

        var slices = new List<int>();
        do
        {
            slices.Add(await Client.PurgeAsync(filter, 4));
        }
        while (slices[^1] == 4);

        // The youngest was created a minute ago and not before.
        Assert.Equal([4, 4, 1], slices);
        Assert.NotNull(await Client.GetAsync("done-9"));
        Assert.Equal(6, (await Client.QueryAsync(new OrchestrationFilter())).Instances.Count);
    }

    [Fact]
    public async Task Purge_OfStatusesThatAreNotFinal_RemovesNothing()
    {
        await StartWithInstancesAsync(1, 1);

        Assert.Equal(0, await Client.PurgeAsync(new OrchestrationFilter { Statuses = [RuntimeStatus.Running, RuntimeStatus.Pending] }, 10));
        Assert.Equal(2, (await Client.QueryAsync(new OrchestrationFilter())).Instances.Count);
    }

    [Fact]
    public async Task Query_ByStatus_FindsThoseOnly()
    {
        await StartWithInstancesAsync(3, 2);

        var page = await Client.QueryAsync(new OrchestrationFilter { Statuses = [RuntimeStatus.Running] });
        var none = await Client.QueryAsync(new OrchestrationFilter { Statuses = [] });

        Assert.Equal(["waits-0", "waits-1"], page.Instances.Select(state => state.InstanceId));
        Assert.Null(page.ContinuationToken);
        Assert.Empty(none.Instances);
    }

    [Fact]
    public async Task Query_ByTime_TakesTheBeginningAndNotTheEnd()
    {
        var start = Clock.GetUtcNow();
        await StartWithInstancesAsync(5, 0);

        var page = await Client.QueryAsync(new OrchestrationFilter
        {
            CreatedFrom = start + TimeSpan.FromMinutes(1),
            CreatedBefore = start + TimeSpan.FromMinutes(3),
        });

        Assert.Equal(["done-1", "done-2"], page.Instances.Select(state => state.InstanceId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task Query_InPages_NamesEachInstanceOnce(int pageSize)
    {
        await StartWithInstancesAsync(6, 6);

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await Client.QueryAsync(new OrchestrationFilter(), pageSize, token);
            Assert.InRange(page.Instances.Count, 1, pageSize);
            seen.AddRange(page.Instances.Select(state => state.InstanceId));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(12, seen.Count);
        Assert.Equal(12, seen.Distinct().Count());
    }

    [Fact]
    public async Task Query_WithATokenOfSomethingElse_IsRefused()
    {
        await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Client.QueryAsync(new OrchestrationFilter(), 10, "made up"));
    }

    /// <summary>Finished instances a minute apart, then waiting ones at one instant.</summary>
    private async Task StartWithInstancesAsync(int finished, int waiting)
    {
        _finishes = Registry.Orchestration<int, int>("finishes", (_, n) => Task.FromResult(n));
        _waits = Registry.Orchestration<int, int>("waits", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        for (var i = 0; i < finished; i++)
        {
            await ScheduleAsync(_finishes, i, $"done-{i}");
            await EndAsync($"done-{i}");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        for (var i = 0; i < waiting; i++)
        {
            await ScheduleAsync(_waits, i, $"waits-{i}");
            await UntilAsync($"waits-{i}", state => state.Status is RuntimeStatus.Running);
        }
    }
}
