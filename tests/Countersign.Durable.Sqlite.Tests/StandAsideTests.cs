using System.Text.Json;
using Countersign.Conformance.Durable;
using Countersign.Durable.Sqlite.Activities;
using Countersign.Durable.Sqlite.History;
using Countersign.Testing.Durable;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Activities that wait without a place.</summary>
public sealed class StandAsideTests() : DurableContract(new SqliteEngineFixture { MaxConcurrentActivities = 2 })
{
    [Fact]
    public async Task ThoseAside_LeaveTheirPlacesToOthers_AndComeBackWithinTheLimit()
    {
        var (aside, running, most) = (0, 0, 0);
        var allAside = NewSignal<bool>();
        var go = NewSignal<bool>();
        var work = Registry.Activity<int, int>("work", async (context, n, _) =>
        {
            Assert.True(context.MayStandAside());
            if (Interlocked.Increment(ref aside) == 20)
            {
                allAside.TrySetResult(true);
            }

            await context.StandAsideAsync(go.Task);
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return n;
        });
        var other = Registry.Activity<int, int>("other", (_, n, _) => Task.FromResult(n));
        var main = Registry.Orchestration<int, int>("main", async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(n => context.CallActivityAsync(work, n)))).Length);
        var quick = Registry.Orchestration<int, int>("quick", (context, n) => context.CallActivityAsync(other, n));
        await StartAsync();
        await ScheduleAsync(main, 20);
        await SignalAsync(allAside);

        // Twenty wait, with two places, and there is room.
        await ScheduleAsync(quick, 7, "two");
        Assert.Equal(7, await ResultAsync<int>("two"));

        go.SetResult(true);

        Assert.Equal(20, await ResultAsync<int>());
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task ThoseAside_AreCalledAgainAfterAStop()
    {
        var calls = 0;
        var begun = NewSignal<bool>();
        var never = NewSignal<bool>();
        var work = Registry.Activity<int, int>("work", async (context, n, stopping) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                begun.TrySetResult(true);
                await context.StandAsideAsync(never.Task.WaitAsync(stopping));
            }

            return n;
        });
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallActivityAsync(work, n));
        await StartAsync();
        await ScheduleAsync(main, 5);
        await SignalAsync(begun);

        await StopAndStartAsync();

        Assert.Equal(5, await ResultAsync<int>());
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public async Task FirstActivity_ThatComesBack_LetsAnInstanceBegin(int taskId, int told)
    {
        var begun = 0;
        using var dispatcher = new ActivityDispatcher(Registry, new DurableSerializer(JsonSerializerOptions.Default), new ActivityPlaces(2, 1, () => false, TimeProvider.System), NullLogger.Instance)
        {
            BeginnerStarted = () => begun++,
        };
        var call = new ActivityCall(caller: null!, generation: 1, new HistoryEvent(HistoryEventKind.TaskScheduled) { TaskId = taskId });
        var go = NewSignal<bool>();

        var aside = dispatcher.StandAsideAsync(call, go.Task);
        Assert.Equal((told, 0), (dispatcher.WaitingBeginners, begun));
        go.SetResult(true);
        await aside;

        Assert.Equal((0, told), (dispatcher.WaitingBeginners, begun));
    }

    [Fact]
    public async Task FailureOfWhatIsWaitedFor_IsTheActivitys()
    {
        var work = Registry.Activity<int, int>("work", async (context, n, _) =>
        {
            await context.StandAsideAsync(Task.FromException(new InvalidOperationException("not today")));
            return n;
        });
        var main = Registry.Orchestration<int, int>("main", (context, n) => context.CallActivityAsync(work, n));
        await StartAsync();

        await ScheduleAsync(main, 5);

        Assert.Equal(RuntimeStatus.Failed, (await EndAsync()).Status);
    }
}
