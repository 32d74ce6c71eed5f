using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Waiting instances cost a row: a start does not touch them, and few stay in memory.</summary>
public sealed class WaitingInstancesTests() : DurableContract(new SqliteEngineFixture { MaxIdleInstances = 10 })
{
    [Fact]
    public async Task Start_WithManyWaiting_RunsNoneOfThem()
    {
        var runs = 0;
        var main = Registry.Orchestration<int, int>("main", (context, _) =>
        {
            Interlocked.Increment(ref runs);
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => ScheduleAsync(main, 0, $"waits-{i}")));
        for (var i = 0; i < 500; i++)
        {
            await UntilStatusAsync("waiting", $"waits-{i}");
        }

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("waits-250", "go", 7);

        Assert.Equal(7, await ResultAsync<int>("waits-250"));
        Assert.Equal(501, runs);
    }

    [Fact]
    public async Task Instances_BeyondTheIdleOnes_LeaveMemoryAndComeBack()
    {
        var runs = 0;
        var main = Registry.Orchestration<int, int>("main", (context, _) =>
        {
            Interlocked.Increment(ref runs);
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await ScheduleAsync(main, 0, $"waits-{i}");
            await UntilStatusAsync("waiting", $"waits-{i}");
        }

        Assert.Equal(50, runs);
        await Client.RaiseEventAsync("waits-0", "go", 1);
        await Client.RaiseEventAsync("waits-49", "go", 1);

        // The oldest was replayed, the youngest went on where it was.
        Assert.Equal(1, await ResultAsync<int>("waits-0"));
        Assert.Equal(1, await ResultAsync<int>("waits-49"));
        Assert.Equal(51, runs);
    }
}
