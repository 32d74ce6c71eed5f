using System.Collections.Concurrent;
using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Code that blocks holds a bounded number of threads, few of them the pool's, and is reported.</summary>
[Collection(BlockingTests.Name)]
public sealed class StuckThreadsTests() : DurableContract(new SqliteEngineFixture { MaxStuckPerOrchestration = Limit })
{
    private const int Limit = 6;

    [Fact]
    public async Task Code_ThatBlocks_HoldsABoundedNumberOfThreads()
    {
        // So many of the pool at most, and as many of the engine's own; one more on each processor while the watch looks.
        var pool = Math.Max(16, 4 * Environment.ProcessorCount);
        var bound = pool + Limit + (2 * Environment.ProcessorCount);
        var blocked = bound + 50;
        using var release = new ManualResetEventSlim();
        var entered = new ConcurrentQueue<bool>();
        var blocks = Registry.Orchestration<int, int>("blocks", (_, n) =>
        {
            entered.Enqueue(Thread.CurrentThread.IsThreadPoolThread);
            release.Wait();
            return Task.FromResult(n);
        });
        await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, blocked).Select(n => ScheduleAsync(blocks, n, $"blocks-{n}")));
        await EventuallyAsync(
            () => Task.FromResult(entered.Count + HeldBack() >= blocked), () => $"{HeldBack()} wait and {entered.Count} run");

        var onPool = entered.Count(isPool => isPool);
        Assert.True(entered.Count <= bound && onPool <= pool, $"{onPool} of the pool and {entered.Count - onPool} others are held");

        // One that waits takes requests all the same.
        var waiting = Fixture.Loggers.Messages(Category).First(message => message.Contains("has to wait", StringComparison.Ordinal)).Split(' ')[1];
        var ended = Client.TerminateAsync(waiting, "enough");
        await EventuallyAsync(
            () =>
            {
                Clock.Advance(ended.IsCompleted ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
                return Task.FromResult(ended.IsCompletedSuccessfully);
            },
            () => $"the termination is {ended.Status}");
        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync(waiting)).Status);

        release.Set();
        for (var n = 0; n < blocked; n++)
        {
            var state = await EndAsync($"blocks-{n}");
            Assert.Equal(state.InstanceId == waiting ? RuntimeStatus.Terminated : RuntimeStatus.Completed, state.Status);
        }
    }

    [Fact]
    public async Task Stop_WithVeryManyStuck_IsBoundedAndTheyRunAgain()
    {
        const int Blocked = 60;
        using var release = new ManualResetEventSlim();
        var blocks = Registry.Orchestration<int, int>("blocks", (_, n) =>
        {
            release.Wait();
            return Task.FromResult(n);
        });
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Blocked).Select(n => ScheduleAsync(blocks, n, $"blocks-{n}")));
        await EventuallyAsync(() => Task.FromResult(HeldBack() > 0), () => "none waits");
        var request = Client.RaiseEventAsync("blocks-59", "unheard");

        await Fixture.StopAsync().WaitAsync(Fixture.Patience);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => request.WaitAsync(Fixture.Patience));
        release.Set();
        await StartAsync();

        for (var n = 0; n < Blocked; n++)
        {
            Assert.Equal(n, await ResultAsync<int>($"blocks-{n}"));
        }
    }

    private static string Category => typeof(SqliteDurableEngine).FullName!;

    private int HeldBack() =>
        Fixture.Loggers.Messages(Category).Count(message => message.Contains("has to wait", StringComparison.Ordinal));
}
