using BenchmarkDotNet.Attributes;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite;
using Countersign.Testing;

namespace Countersign.Benchmarks;

/// <summary>Changes of jobs, each flushed to disk before it is acknowledged.</summary>
public class StoreBenchmarks
{
    private const int Rounds = 20;
    private string _folder = "";
    private SqliteDatabase? _database;
    private SqliteStorage? _storage;

    /// <summary>How many callers wait for their own flush at the same time.</summary>
    [Params(1, 16, 64)]
    public int Callers { get; set; }

    // Not a task: the in-process toolchain does not wait for one here.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp()
    {
        _database!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The time per change when so many callers each make one after the other.</summary>
    [Benchmark(OperationsPerInvoke = Rounds)]
    public Task ChangeWithEvent() => Task.WhenAll(Enumerable.Range(0, Callers).Select(async i =>
    {
        for (var round = 0; round < Rounds; round++)
        {
            await _storage!.Jobs.UpdateAsync(
                $"job-{i}",
                record => new JobUpdate<bool>(true, new JobChange { Record = record, Events = [new EventDraft("progress")] }),
                CancellationToken.None);
        }
    }));

    private async Task SetUpAsync()
    {
        _folder = Directory.CreateTempSubdirectory("countersign-bench-").FullName;
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "store.db") });
        _storage = await SqliteStorage.OpenAsync(_database, _folder, TimeProvider.System);
        for (var i = 0; i < Callers; i++)
        {
            await _storage.Jobs.TryCreateAsync(new JobChange { Record = new JobBuilder($"job-{i}").Build() }, CancellationToken.None);
        }
    }
}
