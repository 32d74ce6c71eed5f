using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Countersign.Durable;
using Countersign.Durable.Sqlite;
using Countersign.Sqlite;
using Countersign.Testing.Durable;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.Benchmarks;

/// <summary>The engine alone: what a turn costs, and what a long history costs when it has to be replayed.</summary>
public class EngineBenchmarks
{
    private static readonly Orchestration<int, int> Counting = new("counting");

    private string _folder = "";
    private SqliteDatabase? _database;
    private SqliteDurableEngine? _engine;
    private int _instances;

    /// <summary>How many activities the instance calls, one after the other; each is a turn.</summary>
    [Params(10, 100, 1000)]
    public int Turns { get; set; }

    // Not a task: the in-process toolchain does not wait for one here.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp()
    {
        _engine!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One instance from start to end, each turn flushed.</summary>
    [Benchmark]
    public Task OneInstance() => RunToEnd($"instance-{_instances++}");

    /// <summary>The code over the recorded history of such an instance, as after it left memory.</summary>
    [Benchmark]
    public string? Replay() => HistoryCheck.FindDivergence(
        _engine!.ReadHistory("recorded")!, Registry(), new DurableSerializer(JsonSerializerOptions.Web));

    private async Task SetUpAsync()
    {
        _folder = Directory.CreateTempSubdirectory("countersign-bench-").FullName;
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "engine.db") });
        _engine = await SqliteDurableEngine.StartAsync(new SqliteDurableEngineOptions
        {
            Database = _database,
            Registry = Registry(),
            Serializer = new DurableSerializer(JsonSerializerOptions.Web),
            Clock = TimeProvider.System,
            Loggers = NullLoggerFactory.Instance,
        });
        await RunToEnd("recorded");
    }

    private async Task RunToEnd(string instanceId)
    {
        await _engine!.ScheduleAsync(Counting, Turns, instanceId);
        await _engine.WaitForCompletionAsync(instanceId);
    }

    private static DurableRegistry Registry()
    {
        var registry = new DurableRegistry();
        var next = registry.Activity<int, int>("next", value => value + 1);
        registry.Orchestration<int, int>(Counting.Name, async (context, turns) =>
        {
            var sum = 0;
            for (var i = 0; i < turns; i++)
            {
                sum = await context.CallActivityAsync(next, sum);
            }

            return sum;
        });
        return registry;
    }
}
