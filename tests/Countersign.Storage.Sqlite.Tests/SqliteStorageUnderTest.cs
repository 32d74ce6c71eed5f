using Countersign.Conformance.Storage;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Tests;

/// <summary>The SQLite adapter on a temporary folder.</summary>
public sealed class SqliteStorageUnderTest : StorageUnderTest
{
    private SqliteDatabase? _database;
    private SqliteStorage? _storage;

    public SqliteStorageUnderTest()
        : this(Directory.CreateTempSubdirectory("countersign-").FullName)
    {
    }

    /// <param name="folder">Removed in the end.</param>
    public SqliteStorageUnderTest(string folder) => Folder = folder;

    public string Folder { get; }

    public SqliteDatabase Database => _database ?? throw Closed();

    public override IJobStore Jobs => Open.Jobs;

    public override IPlanStore Plans => Open.Plans;

    public override IJobDocuments Documents => Open.Documents;

    public override IEventLog Events => Open.Events;

    public override IEventFeed Feed => Open.Feed;

    public override IJobCounts Counts => Open.Counts;

    public override IAuditLog Audit => Open.Audit;

    public override IDefinitionStore Definitions => Open.Definitions;

    public override IRunCounts RunCounts => Open.RunCounts;

    public override IUploadStore Uploads => Open.Uploads;

    public override IArtifactStore Artifacts => Open.Artifacts;

    public override ILeftovers Leftovers => Open.Leftovers;

    private SqliteStorage Open => _storage ?? throw Closed();

    public override async Task OpenAsync()
    {
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(Folder, "test.db") });
        _storage = await SqliteStorage.OpenAsync(_database, Folder, TimeProvider.System);
    }

    public override Task CloseAsync()
    {
        _database?.Dispose();
        (_database, _storage) = (null, null);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static InvalidOperationException Closed() => new("The storage is not open.");
}
