using System.Text.Json;
using Countersign.Conformance.Durable;
using Countersign.Durable.Sqlite.Activities;
using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Turns;
using Countersign.Testing;
using Countersign.Testing.Durable;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Activities while the host has something more urgent to do.</summary>
public sealed class PressureTests : DurableContract
{
    private static readonly TimeSpan Look = ActivityPlaces.LookEvery;

    private readonly VirtualClock _pace;
    private readonly TurnThreads _threads = new(32);
    private readonly TaskCompletionSource<bool> _release = NewSignal<bool>();
    private readonly ActivityDispatcher _dispatcher;
    private volatile bool _pressure = true;

    public PressureTests()
        : this(new VirtualClock())
    {
    }

    private PressureTests(VirtualClock pace)
        : base(new SqliteEngineFixture { IsUnderPressure = static () => true, Pace = pace })
    {
        _pace = pace;
        Registry.Activity<int, int>("work", async (_, n, _) =>
        {
            await _release.Task;
            return n;
        });
        _dispatcher = new ActivityDispatcher(
            Registry,
            new DurableSerializer(JsonSerializerOptions.Web),
            new ActivityPlaces(3, 1, () => _pressure, pace),
            NullLogger.Instance);
    }

    [Fact]
    public async Task Instances_ThatHaveNotBegun_WaitForTheEndOfThePressure()
    {
        _dispatcher.Dispatch(Call(1));
        _dispatcher.Dispatch(Call(1));
        Assert.Equal(2, _dispatcher.WaitingBeginners);

        _pressure = false;
        Assert.Equal(2, _dispatcher.WaitingBeginners);
        _pace.Advance(Look);

        Assert.Equal(0, _dispatcher.WaitingBeginners);
        await EndAllAsync();
    }

    [Fact]
    public async Task OneOfThem_BeginsWithEveryLook_WhereThereIsAPlace()
    {
        for (var i = 0; i < 3; i++)
        {
            _dispatcher.Dispatch(Call(1));
        }

        _pace.Advance(Look);
        Assert.Equal(2, _dispatcher.WaitingBeginners);

        // The only place under pressure is taken.
        _pace.Advance(Look * 5);
        Assert.Equal(2, _dispatcher.WaitingBeginners);
        await EndAllAsync();
    }

    [Fact]
    public async Task Call_OfAnInstanceUnderWay_DoesNotWaitBehindThem()
    {
        _dispatcher.Dispatch(Call(1));
        var underWay = Call(2);
        _dispatcher.Dispatch(underWay);

        _release.SetResult(true);
        await underWay.Ended.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, _dispatcher.WaitingBeginners);
    }

    [Fact]
    public async Task PressureThatLasts_MakesWayAFifthOfTheTime()
    {
        var begins = 0;
        for (var half = 0; half < 10; half++)
        {
            using var dispatcher = new ActivityDispatcher(
                Registry,
                new DurableSerializer(JsonSerializerOptions.Web),
                new ActivityPlaces(3, 1, () => true, _pace),
                NullLogger.Instance);
            _pace.Advance(TimeSpan.FromSeconds(0.5) * half);
            dispatcher.Dispatch(Call(1));
            begins += dispatcher.WaitingBeginners == 0 ? 1 : 0;
        }

        Assert.Equal(2, begins);
        await EndAllAsync();
    }

    [Fact]
    public async Task Orchestrations_EndUnderPressureThatLasts()
    {
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var main = Registry.Orchestration<int, int>("main", async (context, n) =>
            await context.CallActivityAsync(add, await context.CallActivityAsync(add, n)));
        await StartAsync();
        await ScheduleAsync(main, 1);

        var result = ResultAsync<int>();
        await EventuallyAsync(
            () =>
            {
                _pace.Advance(Look);
                return Task.FromResult(result.IsCompleted);
            },
            () => "The orchestration never ended.");

        Assert.Equal(3, await result);
    }

    private ActivityCall Call(int taskId) => new(
        new LiveInstance("one", _ => { }, _threads),
        generation: 1,
        new HistoryEvent(HistoryEventKind.TaskScheduled) { TaskId = taskId, Name = "work", Payload = "1" });

    private async Task EndAllAsync()
    {
        _release.TrySetResult(true);
        _pressure = false;
        await _dispatcher.StopAsync(TimeSpan.FromSeconds(30));
        _dispatcher.Dispose();
    }
}
