using System.Collections.Concurrent;
using Countersign.Durable;
using Countersign.Testing.Durable;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Countersign.Conformance.Durable;

/// <summary>Replay: the same answers again, and an end to code that decides otherwise.</summary>
public abstract class ReplayContract(DurableEngineFixture fixture) : DurableContract(fixture)
{
    [Fact]
    public async Task TimeAndGuids_OnReplay_AreTheSame()
    {
        var seen = new ConcurrentQueue<(Guid, Guid, DateTimeOffset)>();
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            seen.Enqueue((context.NewGuid(), context.NewGuid(), context.CurrentUtc));
            return await context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await EventuallyAsync(() => Task.FromResult(seen.Count == 1), () => "the code never ran");
        await Client.RaiseEventAsync("one", "other");
        Clock.Advance(TimeSpan.FromDays(1));

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "go", 1);
        await EndAsync();

        Assert.Equal(2, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.NotEqual(seen.First().Item1, seen.First().Item2);
    }

    [Fact]
    public async Task Guids_OfTwoInstances_Differ()
    {
        var main = Registry.Orchestration<int, Guid>("main", (context, _) => Task.FromResult(context.NewGuid()));
        await StartAsync();

        await ScheduleAsync(main, 0, "a");
        await ScheduleAsync(main, 0, "b");

        Assert.NotEqual(await ResultAsync<Guid>("a"), await ResultAsync<Guid>("b"));
    }

    [Fact]
    public async Task IsReplaying_TellsReplayFromTheFirstRun()
    {
        var seen = new ConcurrentQueue<string>();
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            seen.Enqueue($"start {context.IsReplaying}");
            var result = await context.WaitForExternalEventAsync<int>("go");
            seen.Enqueue($"end {context.IsReplaying}");
            return result;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await Client.RaiseEventAsync("one", "other");

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "go", 1);
        await EndAsync();

        Assert.Equal(["start False", "start True", "end False"], seen);
    }

    [Fact]
    public async Task ReplaySafeLogger_OnReplay_IsSilent()
    {
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            var logger = context.CreateReplaySafeLogger("test.main");
#pragma warning disable CA1848, CA2254 // What is logged here is for this test alone.
            logger.LogInformation("started");
            var result = await context.WaitForExternalEventAsync<int>("go");
            logger.LogInformation("woken");
#pragma warning restore CA1848, CA2254
            return result;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await Client.RaiseEventAsync("one", "other");

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "go", 1);
        await EndAsync();

        Assert.Equal(["started", "woken"], Fixture.Loggers.Messages("test.main").Select(message => message.Trim()));
    }

    [Fact]
    public async Task Code_ThatCallsAnotherActivityOnReplay_IsFailedWithBothNamed()
    {
        var old = Registry.Activity<int, int>("old", n => n);
        var main = CallsThenWaits(Registry, old);
        var bystander = Registry.Orchestration<int, int>("bystander", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        await ScheduleAsync(main, 0);
        await ScheduleAsync(bystander, 0, "bystander");
        await UntilStatusAsync("waiting");

        var changed = new DurableRegistry();
        CallsThenWaits(changed, changed.Activity<int, int>("new", n => n));
        changed.Orchestration<int, int>("bystander", (context, _) => context.WaitForExternalEventAsync<int>("go"));
        await CrashAndStartAsync(changed);
        await Client.RaiseEventAsync("one", "go");
        await Client.RaiseEventAsync("bystander", "go", 7);

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("'old'", state.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("'new'", state.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(7, await ResultAsync<int>("bystander"));
    }

    [Fact]
    public async Task Code_ThatEndsEarlyOnReplay_IsFailed()
    {
        var old = Registry.Activity<int, int>("old", n => n);
        var main = CallsThenWaits(Registry, old);
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        var changed = new DurableRegistry();
        changed.Orchestration<int, int>("main", (_, _) => Task.FromResult(1));
        await CrashAndStartAsync(changed);
        await Client.RaiseEventAsync("one", "go");

        var state = await EndAsync();
        Assert.Equal(RuntimeStatus.Failed, state.Status);
        Assert.Contains("'old'", state.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("Completed", state.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_ThatAwaitsForeignTasks_IsFailed()
    {
        var alone = Registry.Orchestration<int, int>("alone", async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite);
            return 1;
        });
        var mixed = Registry.Orchestration<int, int>("mixed", async (context, _) =>
        {
            await Task.WhenAny(context.WaitForExternalEventAsync<int>("never"), Task.Run(() => Task.Delay(1)));
            return 1;
        });
        var unbound = Registry.Orchestration<int, int>("unbound", async (context, _) =>
        {
            var pending = context.WaitForExternalEventAsync<int>("never");
            await Task.Run(() => Task.Delay(1)).ConfigureAwait(false);
            context.SetCustomStatus("elsewhere");
            return await pending;
        });
        var deadline = Registry.Orchestration<int, int>("deadline", async (context, _) =>
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
            return await context.WaitForExternalEventAsync<int>("never", cancel.Token);
        });
        await StartAsync();

        await ScheduleAsync(deadline, 0, "deadline");
        await ScheduleAsync(alone, 0, "alone");
        await ScheduleAsync(mixed, 0, "mixed");
        await ScheduleAsync(unbound, 0, "unbound");

        foreach (var id in (string[])["alone", "mixed", "unbound", "deadline"])
        {
            var state = await EndAsync(id);
            Assert.Equal(RuntimeStatus.Failed, state.Status);
            Assert.Contains($"'{id}'", state.Failure!.Message, StringComparison.Ordinal);
        }
    }

    private static Orchestration<int, int> CallsThenWaits(DurableRegistry registry, Activity<int, int> activity) =>
        registry.Orchestration<int, int>("main", async (context, n) =>
        {
            var result = await context.CallActivityAsync(activity, n);
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEventAsync<int>("go");
            return result;
        });
}
