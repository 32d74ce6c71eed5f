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
    [InlineData(typeof(ILeftovers))]
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

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task Open_OfAFileThatWasWrittenBefore_FindsJobsByTheUploadsThatTheyName(int length)
    {
        var storage = await OpenAsync();
        var input = TestJson.Parse($$"""{"image":{"upload_id":"u1"},"files":["{{new string('x', length)}}"]}""");
        await storage.Jobs.TryCreateAsync(new JobBuilder("names").Input(input).Creation(), CancellationToken.None);
        await storage.Jobs.TryCreateAsync(new JobBuilder("other").Creation(), CancellationToken.None);
        await _database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM job_tags");
            return session.Execute("UPDATE schema_versions SET version = 7 WHERE component = 'store'");
        });

        storage = await OpenAsync();

        var found = await storage.Jobs.ListAsync(new JobQuery { Tag = JobLabels.Upload("u1") }, CancellationToken.None);
        Assert.Equal("names", Assert.Single(found.Items).Job.JobId);
        await storage.Jobs.DeleteAsync("names", CancellationToken.None);
        Assert.Equal(0, (await storage.Jobs.ListAsync(new JobQuery { Tag = JobLabels.Upload("u1") }, CancellationToken.None)).Total);
    }

    private Task<SqliteStorage> OpenAsync() => SqliteStorage.OpenAsync(_database, _folder, TimeProvider.System);

    private long TotalWritten() => new FileInfo(Path.Combine(_folder, "test.db-wal")).Length;
}
