using System.Text.Json;
using Countersign.Conformance.Durable;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Tests;

/// <summary>The embedded engine over a database in a folder of its own.</summary>
internal class SqliteEngineFixture : DurableEngineFixture
{
    private readonly string _folder;
    private SqliteDatabase? _database;
    private SqliteDurableEngine? _engine;

    /// <param name="folder">Where the data goes, in place of a temporary folder.</param>
    public SqliteEngineFixture(string? folder = null) =>
        _folder = folder is null
            ? Directory.CreateTempSubdirectory("countersign-engine-").FullName
            : Directory.CreateDirectory(Path.Combine(folder, "engine")).FullName;

    /// <summary>0 has every waiting instance leave memory, so that each of its turns begins with a replay.</summary>
    public int MaxIdleInstances { get; init; } = 1000;

    public int MaxConcurrentActivities { get; init; } = 20;

    public int MaxStuckPerOrchestration { get; init; } = 32;

    public Func<bool> IsUnderPressure { get; init; } = static () => false;

    /// <summary>What paces the engine's own work.</summary>
    public TimeProvider Pace { get; init; } = TimeProvider.System;

    public string DatabaseFile => Path.Combine(_folder, "engine.db");

    public bool IsRunning => _engine is not null;

    public SqliteDurableEngine Engine => _engine ?? throw new InvalidOperationException("The engine has not been started.");

    public SqliteDatabase Database => _database ?? throw new InvalidOperationException("The engine has not been started.");

    public override async Task<IOrchestrationClient> StartAsync(DurableRegistry registry)
    {
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = DatabaseFile });
        _engine = await SqliteDurableEngine.StartAsync(new SqliteDurableEngineOptions
        {
            Database = _database,
            Registry = registry,
            Serializer = new DurableSerializer(JsonSerializerOptions.Web),
            Clock = Clock,
            Loggers = Loggers,
            MaxIdleInstances = MaxIdleInstances,
            MaxConcurrentActivities = MaxConcurrentActivities,
            MaxStuckPerOrchestration = MaxStuckPerOrchestration,
            IsUnderPressure = IsUnderPressure,
            Pace = Pace,
            StopGrace = TimeSpan.FromMilliseconds(200),
        });
        return _engine;
    }

    public override async Task StopAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
            _database!.Dispose();
            _engine = null;
        }
    }

    public override Task CrashAsync()
    {
        _engine!.Abandon();
        _database!.Dispose();
        _engine = null;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
