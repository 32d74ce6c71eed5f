using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>The limit on activities that run at the same time.</summary>
public sealed class ConcurrencyLimitTests() : DurableContract(new SqliteEngineFixture { MaxConcurrentActivities = 3 })
{
    [Fact]
    public async Task Activities_BeyondTheLimit_WaitForTheirTurn()
    {
        var (running, most) = (0, 0);
        var full = NewSignal<bool>();
        var release = NewSignal<bool>();
        var work = Registry.Activity<int, int>("work", async (_, n, _) =>
        {
            var now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 3)
            {
                full.TrySetResult(true);
            }

            await release.Task;
            Interlocked.Decrement(ref running);
            return n;
        });
        var main = Registry.Orchestration<int, int>("main", async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(n => context.CallActivityAsync(work, n)))).Length);
        await StartAsync();
        await ScheduleAsync(main, 20);
        await SignalAsync(full);

        release.SetResult(true);

        Assert.Equal(20, await ResultAsync<int>());
        Assert.Equal(3, most);
    }
}
