using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteStorageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly SqliteDatabase _database;

    public SqliteStorageTests() =>
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "test.db") });

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(typeof(IJobStore))]
    [InlineData(typeof(IPlanStore))]
    [InlineData(typeof(IJobDocuments))]
    [InlineData(typeof(IEventLog))]
    [InlineData(typeof(IUploadStore))]
    [InlineData(typeof(IArtifactStore))]
    public async Task AddSqliteStorage_RegistersEachPort(Type port)
    {
        var services = new ServiceCollection().AddSqliteStorage(await OpenAsync());

        await using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetService(port));
    }

    [Fact]
    public async Task Open_BesideAnotherComponent_LeavesItsTablesAlone()
    {
        await _database.WriteAsync(session => SqliteSchema.Apply(session, "other", ["CREATE TABLE other (x)", "CREATE TABLE more (x)"]));

        var storage = await OpenAsync();

        Assert.Null(await storage.Jobs.TryCreateAsync(new JobBuilder("a").Creation(), CancellationToken.None));
        await _database.WriteAsync(session => session.Execute("INSERT INTO other VALUES (1)"));
    }

    [Fact]
    public async Task Update_OfOneFieldOfAJobWithALongInput_WritesTheInputOnce()
    {
        var storage = await OpenAsync();
        await storage.Jobs.TryCreateAsync(new JobBuilder("a").Input(TestJson.LongText(1_000_000)).Creation(), CancellationToken.None);
        var before = TotalWritten();

        for (var i = 0; i < 20; i++)
        {
            await storage.Jobs.UpdateAsync(
                "a", record => new JobUpdate<bool>(true, new JobChange { Record = record with { MaxRounds = i } }), CancellationToken.None);
        }

        Assert.InRange(TotalWritten() - before, 0, 500_000);
    }

    private Task<SqliteStorage> OpenAsync() => SqliteStorage.OpenAsync(_database, _folder, TimeProvider.System);

    private long TotalWritten() => new FileInfo(Path.Combine(_folder, "test.db-wal")).Length;
}
