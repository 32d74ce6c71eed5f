using System.Diagnostics;
using Countersign.Conformance.Durable;
using Countersign.Testing.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>What long histories cost: a turn in memory the same as ever, a replay in proportion, continue-as-new nothing.</summary>
public sealed class LongHistoryTests : DurableContract
{
    private const int Turns = 10_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private readonly SqliteEngineFixture _fixture;
    private readonly ITestOutputHelper _output;

    public LongHistoryTests(ITestOutputHelper output)
        : this(new SqliteEngineFixture(), output)
    {
    }

    private LongHistoryTests(SqliteEngineFixture fixture, ITestOutputHelper output)
        : base(fixture) => (_fixture, _output) = (fixture, output);

    [Fact]
    public async Task Replay_OfTenThousandTurns_IsBounded()
    {
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            var sum = 0;
            for (var i = 0; i < Turns; i++)
            {
                sum = await context.CallActivityAsync(add, sum);
            }

            context.SetCustomStatus("waiting");
            return sum + await context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        var clock = Stopwatch.StartNew();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");
        var ran = clock.Elapsed;
        await CrashAndStartAsync();

        clock.Restart();
        await Client.RaiseEventAsync("one", "go", 1);
        var replayed = clock.Elapsed;

        Assert.Equal(Turns + 1, await ResultAsync<int>());
        var size = _fixture.Engine.ReadHistory("one")!.Events.Length;
        _output.WriteLine($"{Turns} turns ran in {ran.TotalMilliseconds:F0} ms; {size / 1024} KB of history replayed in {replayed.TotalMilliseconds:F0} ms");
        Assert.True(replayed < Bound, $"the replay took {replayed}");
    }

    [Fact]
    public async Task Turns_InMemory_CostTheSameWhateverCameBefore()
    {
        var reached = NewSignal<bool>();
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var seen = new List<long>();
        var main = Registry.Orchestration<int, int>("main", async (context, _) =>
        {
            for (var i = 0; i < Turns; i++)
            {
                await context.CallActivityAsync(add, i);
                if (i % 1000 == 0)
                {
                    seen.Add(Stopwatch.GetTimestamp());
                }
            }

            reached.TrySetResult(true);
            return 0;
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await reached.Task.WaitAsync(Fixture.Patience * 2);

        var thousands = seen.Zip(seen.Skip(1), Stopwatch.GetElapsedTime).ToList();
        _output.WriteLine($"milliseconds for each thousand turns: {string.Join(", ", thousands.Select(span => $"{span.TotalMilliseconds:F0}"))}");

        // The quickest of each half, since the machine may be busy: growth with history would show in all.
        Assert.InRange(thousands.TakeLast(4).Min(), TimeSpan.Zero, 3 * thousands.Take(4).Min());
    }

    [Fact]
    public async Task ContinueAsNew_KeepsTheHistorySmall()
    {
        var add = Registry.Activity<int, int>("add", n => n + 1);
        var main = Registry.Orchestration<int, int>("main", async (context, n) =>
        {
            n = await context.CallActivityAsync(add, n);
            if (n < 1000)
            {
                context.ContinueAsNew(n);
                return 0;
            }

            context.SetCustomStatus("waiting");
            return n + await context.WaitForExternalEventAsync<int>("go");
        });
        await StartAsync();
        await ScheduleAsync(main, 0);
        await UntilStatusAsync("waiting");

        var history = _fixture.Engine.ReadHistory("one")!;

        Assert.Equal(999, history.Generation);
        Assert.InRange(history.Events.Length, 1, 1000);
        Assert.Equal(0, Rows("durable_timers") + Rows("durable_inbox"));
        Assert.InRange(Rows("durable_history"), 1, 3);
    }

    private long Rows(string table) => _fixture.Database.Read(session =>
    {
        using var rows = session.Query($"SELECT count(*) FROM {table}");
        return rows.Read() ? rows.GetInt64(0) : 0;
    });
}
