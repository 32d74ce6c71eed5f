using Countersign.Conformance.Durable;
using Countersign.Sqlite;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>A database that may not grow stands in for a full disk: SQLite reports both alike.</summary>
public sealed class FullDiskTests : DurableContract
{
    private static readonly string Large = new('x', 1_000_000);
    private readonly SqliteEngineFixture _fixture;

    public FullDiskTests()
        : this(new SqliteEngineFixture())
    {
    }

    private FullDiskTests(SqliteEngineFixture fixture)
        : base(fixture) => _fixture = fixture;

    [Fact]
    public async Task Event_ThatCannotBeWritten_IsRefusedAndHasNoEffect()
    {
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return (await context.WaitForExternalEventAsync<string>("go")).Length;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await FillAsync();
        var failure = await Assert.ThrowsAsync<SqliteUnavailableException>(() => Client.RaiseEventAsync("one", "go", Large));
        await FreeAsync();

        Assert.Equal(SqliteFault.Full, failure.Fault);
        Assert.Equal(RuntimeStatus.Running, (await Client.GetAsync("one"))!.Status);
        await Client.RaiseEventAsync("one", "go", "small");
        Assert.Equal(5, await ResultAsync<int>());
    }

    [Fact]
    public async Task Result_ThatCannotBeWritten_IsWrittenWhenSpaceReturns()
    {
        var runs = 0;
        var (running, release) = (NewSignal<bool>(), NewSignal<string>());
        var large = Registry.Activity<int, string>("large", (_, _, _) =>
        {
            Interlocked.Increment(ref runs);
            running.TrySetResult(true);
            return release.Task;
        });
        var main = Registry.Orchestration<int, int>("main", async (context, _) => (await context.CallActivityAsync(large, 0)).Length);
        await StartAsync();
        await ScheduleAsync(main, 0);
        await SignalAsync(running);

        await FillAsync();
        release.SetResult(Large);
        await EventuallyAsync(
            () => Task.FromResult(Setbacks() >= 2 || Advanced()), () => $"{Setbacks()} setbacks were logged");
        await FreeAsync();
        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(Large.Length, await ResultAsync<int>());
        Assert.Equal(1, runs);

        bool Advanced()
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return false;
        }
    }

    [Fact]
    public async Task EarlyCall_OfATurnThatCannotBeWritten_AnswersNobodyAndNeverRunsTwiceAtOnce()
    {
        var (runs, atOnce, most) = (0, 0, 0);
        var (running, release) = (NewSignal<bool>(), NewSignal<int>());
        var early = new Activity<int, int>("early");
        Registry.AddActivity(
            early,
            () => new DelegateActivity<int, int>(async (_, length, _) =>
            {
                Interlocked.Increment(ref runs);
                most = Math.Max(most, Interlocked.Increment(ref atOnce));
                running.TrySetResult(true);
                await release.Task;
                Interlocked.Decrement(ref atOnce);
                return length;
            }),
            ActivityPromises.WritesFirst);
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return await context.CallActivityAsync(early, (await context.WaitForExternalEventAsync<string>("go")).Length);
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        await FillAsync();
        var refused = Client.RaiseEventAsync("one", "go", Large);
        await SignalAsync(running);
        await Assert.ThrowsAsync<SqliteUnavailableException>(() => refused);
        await FreeAsync();
        var accepted = Client.RaiseEventAsync("one", "go", "small");
        release.SetResult(0);
        await EndWhileAdvancingAsync(TimeSpan.FromSeconds(1));
        await accepted;

        Assert.Equal(5, await ResultAsync<int>());
        Assert.Equal((2, 1), (runs, most));
    }

    [Fact]
    public async Task Schedule_ThatCannotBeWritten_IsRefused()
    {
        var main = Registry.Orchestration<string, int>("main", (_, input) => Task.FromResult(input.Length));
        await StartAsync();

        await FillAsync();
        await Assert.ThrowsAsync<SqliteUnavailableException>(() => Client.ScheduleAsync(main, Large, "one"));
        await FreeAsync();

        Assert.Null(await Client.GetAsync("one"));
        await ScheduleAsync(main, Large);
        Assert.Equal(Large.Length, await ResultAsync<int>());
    }

    [Fact]
    public async Task OtherInstances_WhileOneCannotBeWritten_GoOn()
    {
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            context.SetCustomStatus("waiting");
            return (await context.WaitForExternalEventAsync<string>("go")).Length;
        });
        await StartAsync();
        await ScheduleAsync(main, 0, "large");
        await ScheduleAsync(main, 0, "small");
        await UntilStatusAsync("waiting", "large");
        await UntilStatusAsync("waiting", "small");
        await FillAsync(spare: 20);

        await Assert.ThrowsAsync<SqliteUnavailableException>(() => Client.RaiseEventAsync("large", "go", Large));
        await Client.RaiseEventAsync("small", "go", "small");

        Assert.Equal(5, await ResultAsync<int>("small"));
    }

    private int Setbacks() =>
        Fixture.Loggers.Messages(typeof(SqliteDurableEngine).FullName!).Count(message => message.Contains("setback", StringComparison.Ordinal));

    private Task FillAsync(int spare = 0) => _fixture.Database.WriteAsync(session =>
    {
        long pages;
        using (var rows = session.Query("PRAGMA page_count"))
        {
            rows.Read();
            pages = rows.GetInt64(0);
        }

        session.Execute($"PRAGMA max_page_count = {pages + spare}");
    });

    private Task FreeAsync() => _fixture.Database.WriteAsync(session => session.Execute("PRAGMA max_page_count = 1000000"));
}
