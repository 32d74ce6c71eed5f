using System.Collections.Concurrent;
using System.Text.Json;
using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>Turns between activities that find their answers again share one write with a later turn.</summary>
public sealed class DeferredTurnsTests : DurableContract
{
    private const ActivityPromises Both = ActivityPromises.WritesFirst | ActivityPromises.AnswersAgain;

    private readonly SqliteEngineFixture _fixture;
    private readonly ConcurrentQueue<string> _asked = [];

    public DeferredTurnsTests()
        : this(new SqliteEngineFixture())
    {
    }

    private DeferredTurnsTests(SqliteEngineFixture fixture)
        : base(fixture) => _fixture = fixture;

    [Fact]
    public async Task Chain_OfActivitiesThatAnswerAgain_IsWrittenAtOnce()
    {
        var (first, second) = (Named("first", Both), Named("second", Both));
        var main = Registry.Orchestration<int, int>("main", async (context, input) =>
            await context.CallActivityAsync(second, await context.CallActivityAsync(first, input)));
        await StartAsync();

        await ScheduleAsync(main, 1);

        Assert.Equal(3, await ResultAsync<int>());
        Assert.Equal([9], EventsPerWrite());
    }

    [Theory]
    [InlineData(ActivityPromises.None)]
    [InlineData(ActivityPromises.WritesFirst)]
    [InlineData(ActivityPromises.AnswersAgain)]
    public async Task Chain_WithAnActivityThatPromisesLess_IsWrittenBeforeItsAnswerCounts(ActivityPromises less)
    {
        var (first, second) = (Named("first", less), Named("second", Both));
        var main = Registry.Orchestration<int, int>("main", async (context, input) =>
            await context.CallActivityAsync(second, await context.CallActivityAsync(first, input)));
        await StartAsync();

        await ScheduleAsync(main, 1);

        Assert.Equal(3, await ResultAsync<int>());
        Assert.Equal([3, 3, 3], EventsPerWrite());
    }

    [Fact]
    public async Task Crash_BeforeTheWrite_HasTheActivitiesAskedAgain()
    {
        var (running, release) = (NewSignal<bool>(), NewSignal<bool>());
        var first = Named("first", Both);
        var second = Named("second", Both, async () =>
        {
            running.TrySetResult(true);
            await release.Task;
        });
        var main = Registry.Orchestration<int, int>("main", async (context, input) =>
            await context.CallActivityAsync(second, await context.CallActivityAsync(first, input)));
        await StartAsync();
        await ScheduleAsync(main, 1);
        await SignalAsync(running);

        await CrashAndStartAsync();
        release.SetResult(true);

        Assert.Equal(3, await ResultAsync<int>());
        Assert.Equal(2, _asked.Count(name => name == "second"));
        Assert.InRange(_asked.Count(name => name == "first"), 1, 2);
    }

    [Fact]
    public async Task Turn_WhoseActivityTakesLong_IsWrittenAfterAMoment()
    {
        var (running, release) = (NewSignal<bool>(), NewSignal<bool>());
        var first = Named("first", Both);
        var second = Named("second", Both, async () =>
        {
            running.TrySetResult(true);
            await release.Task;
        });
        var main = Registry.Orchestration<int, int>("main", async (context, input) =>
            await context.CallActivityAsync(second, await context.CallActivityAsync(first, input)));
        await StartAsync();
        await ScheduleAsync(main, 1);
        await SignalAsync(running);

        await UntilAsync("one", state => state.Status is RuntimeStatus.Running);
        Assert.Equal([6], EventsPerWrite());
        await CrashAndStartAsync();
        release.SetResult(true);

        Assert.Equal(3, await ResultAsync<int>());
        Assert.Equal(["first", "second", "second"], _asked);
    }

    [Fact]
    public async Task Wait_AfterTheChain_IsWrittenWithIt()
    {
        var first = Named("first", Both);
        var main = Registry.Orchestration<int, int>("main", async (context, input) =>
            await context.CallActivityAsync(first, input) + await context.WaitForExternalEventAsync<int>("go"));
        await StartAsync();
        await ScheduleAsync(main, 1);
        await UntilAsync("one", state => state.Status is RuntimeStatus.Running);
        Assert.Equal([5], EventsPerWrite());

        await CrashAndStartAsync();
        await Client.RaiseEventAsync("one", "go", 40);

        Assert.Equal(42, await ResultAsync<int>());
        Assert.Equal(["first"], _asked);
    }

    [Fact]
    public async Task Termination_WhileTurnsAreDeferred_KeepsTheHistoryWhole()
    {
        var (running, release) = (NewSignal<bool>(), NewSignal<bool>());
        var first = Named("first", Both, async () =>
        {
            running.TrySetResult(true);
            await release.Task;
        });
        var main = Registry.Orchestration<int, int>("main", (context, input) => context.CallActivityAsync(first, input));
        await StartAsync();
        await ScheduleAsync(main, 1);
        await SignalAsync(running);

        await Client.TerminateAsync("one", "enough");
        release.SetResult(true);

        Assert.Equal(RuntimeStatus.Terminated, (await EndAsync()).Status);
        Assert.Equal(
            ["OrchestratorStarted", "ExecutionStarted", "TaskScheduled", "OrchestratorStarted", "ExecutionTerminated", "ExecutionCompleted"],
            Kinds());
    }

    private Activity<int, int> Named(string name, ActivityPromises promises, Func<Task>? before = null)
    {
        var activity = new Activity<int, int>(name);
        Registry.AddActivity(
            activity,
            () => new DelegateActivity<int, int>(async (_, input, _) =>
            {
                _asked.Enqueue(name);
                await (before?.Invoke() ?? Task.CompletedTask);
                return input + 1;
            }),
            promises);
        return activity;
    }

    // The numbers that rows begin with tell where one write ended and the next began.
    private IReadOnlyList<long> EventsPerWrite()
    {
        var begins = _fixture.Database.Read(session =>
        {
            var found = new List<long>();
            using var rows = session.Query("SELECT seq FROM durable_history ORDER BY seq");
            while (rows.Read())
            {
                found.Add(rows.GetInt64(0));
            }

            return found;
        });
        begins.Add(Kinds().Count);
        return [.. begins.Zip(begins.Skip(1), (begin, end) => end - begin)];
    }

    private List<string> Kinds()
    {
        using var history = JsonDocument.Parse(_fixture.Engine.ReadHistory("one")!.Events);
        return [.. history.RootElement.EnumerateArray().Select(entry => entry.GetProperty("type").GetString()!)];
    }
}
