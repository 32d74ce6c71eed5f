using System.Collections.Concurrent;
using Countersign.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Orchestrations that are part of others.</summary>
public abstract class SubOrchestrationContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Fact]
    public async Task Child_ThatCompletes_GivesItsResultToTheParent()
    {
        var child = Registry.Orchestration<int, int>("child", (_, n) => Task.FromResult(n * 2));
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n));
        await StartAsync();

        await ScheduleAsync(main, 21);

        Assert.Equal(42, await ResultAsync<int>());
    }

    [Fact]
    public async Task Children_InParallel_EachHaveTheirOwnInstance()
    {
        var child = Registry.Orchestration<int, string>("child", (context, _) => Task.FromResult(context.InstanceId));
        var main = Registry.Orchestration<int, string[]>("main", (context, count) =>
            Task.WhenAll(Enumerable.Range(0, count).Select(n => context.CallSubOrchestrationAsync(child, n))));
        await StartAsync();

        await ScheduleAsync(main, 20);

        Assert.Equal(20, (await ResultAsync<string[]>())!.Distinct().Count());
    }

    [Fact]
    public async Task Child_WithAnIdOfItsOwn_IsFoundUnderIt()
    {
        var child = Registry.Orchestration<int, int>("child", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n, "my-child"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilAsync("my-child", state => state.Status is RuntimeStatus.Running);

        await Client.RaiseEventAsync("my-child", "go", 5);

        Assert.Equal(5, await ResultAsync<int>());
    }

    [Fact]
    public async Task Child_ThatFails_FailsTheCall()
    {
        var child = Registry.Orchestration<int, int>("child", (_, _) => throw new InvalidDataException("bad child"));
        var main = Registry.Orchestration<int, string>("main", async (context, n) =>
        {
            try
            {
                return $"{await context.CallSubOrchestrationAsync(child, n)}";
            }
            catch (ActivityFailedException exception)
            {
                return $"{exception.Name}: {exception.Failure.Message}";
            }
        });
        await StartAsync();

        await ScheduleAsync(main, 0);

        Assert.Equal("child: bad child", await ResultAsync<string>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fixed-child")]
    public async Task Child_WithARetryPolicy_IsStartedAgain(string? childId)
    {
        var starts = new ConcurrentQueue<int>();
        var attempt = Registry.Activity<int, int>("attempt", n =>
        {
            starts.Enqueue(n);
            return starts.Count;
        });
        var child = Registry.Orchestration<int, int>("child", async (context, n) =>
        {
            var count = await context.CallActivityAsync(attempt, n);
            return count < 3 ? throw new InvalidOperationException($"attempt {count}") : count;
        });
        var policy = new RetryPolicy { MaxAttempts = 5, FirstInterval = TimeSpan.FromMinutes(1) };
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n, childId, policy));
        await StartAsync();

        await ScheduleAsync(main, 0);
        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(3, await ResultAsync<int>());
    }

    [Fact]
    public async Task Child_UnderTheIdOfARunningInstance_FailsTheCall()
    {
        var other = Registry.Orchestration<int, int>("other", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(other, n, "taken"));
        await StartAsync();
        await ScheduleAsync(other, 0, "taken");

        await ScheduleAsync(main, 0);

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("'taken'", state.Failure!.Message, StringComparison.Ordinal);
        Assert.False((await Client.GetAsync("taken"))!.IsFinal);
    }

    [Fact]
    public async Task Child_AcrossACrash_StillAnswers()
    {
        var child = Registry.Orchestration<int, int>("child", (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEventAsync<int>("go");
        });
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n, "child"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting", "child");

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("child", "go", 9);
        await CrashAndStartAsync();

        Assert.Equal(9, await ResultAsync<int>());
    }

    [Fact]
    public async Task Child_ThatIsTerminated_FailsTheCall()
    {
        var child = Registry.Orchestration<int, int>("child", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n, "child"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilAsync("child", state => state.Status is RuntimeStatus.Running);

        await Client.TerminateAsync("child", "enough");

        Assert.Equal(RuntimeStatus.Failed, (await EndAsync()).Status);
    }

    [Theory]
    [InlineData(true, RuntimeStatus.Terminated)]
    [InlineData(false, RuntimeStatus.Running)]
    public async Task Terminate_ReachesTheChildrenWhenAskedTo(bool recursive, RuntimeStatus expected)
    {
        var leaf = Registry.Orchestration<int, int>("leaf", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        var child = Registry.Orchestration<int, int>("child", (context, n) => context.CallSubOrchestrationAsync(leaf, n, "leaf"));
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallSubOrchestrationAsync(child, n, "child"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilAsync("leaf", state => state.Status is RuntimeStatus.Running);

        await Client.TerminateAsync("one", "enough", recursive);

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync()).Status);
        await UntilAsync("child", state => state.Status == expected);
        await UntilAsync("leaf", state => state.Status == expected);
    }
}
