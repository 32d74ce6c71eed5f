using Xunit;

namespace Countersign.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly SqliteDatabase _database;

    public SqliteDatabaseTests()
    {
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "test.db") });
        _database.WriteAsync(session => session.ExecuteScript("CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER)")).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Write_ThenRead_SeesCommittedRow()
    {
        await _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES (?1, ?2)", "a", 1));

        Assert.Equal(1, Value("a"));
    }

    [Fact]
    public async Task Write_ThatThrows_UndoesOnlyItself()
    {
        var first = _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('a', 1)"));
        var broken = _database.WriteAsync(session =>
        {
            session.Execute("INSERT INTO t VALUES ('b', 2)");
            throw new InvalidOperationException("no");
        });
        var last = _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('c', 3)"));

        await first;
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
        await last;
        Assert.Equal((1, null, 3), (Value("a"), Value("b"), Value("c")));
    }

    [Fact]
    public async Task Write_AfterAnotherConnectionWrote_IsToldOfIt_AndAfterOwnWritesIsNot()
    {
        var before = await _database.WriteAsync(session => session.ForeignWrites);
        await _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('a', 1)"));
        var afterOwn = await _database.WriteAsync(session => session.ForeignWrites);
        using (var foreign = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "test.db") }))
        {
            await foreign.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('b', 2)"));
        }

        var afterForeign = await _database.WriteAsync(session => session.ForeignWrites);

        Assert.Equal(before, afterOwn);
        Assert.True(afterForeign > afterOwn, "The write of another connection was not noticed.");
    }

    [Fact]
    public async Task Trigger_InTheFile_DoesNotRun()
    {
        await _database.WriteAsync(session => session.ExecuteScript("CREATE TRIGGER gone AFTER INSERT ON t BEGIN DELETE FROM t; END"));

        await _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('a', 1)"));

        Assert.Equal(1, Value("a"));
    }

    [Fact]
    public async Task Write_OfExistingKey_FailsAsConstraint()
    {
        await _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('a', 1)"));

        var failure = await Assert.ThrowsAsync<SqliteException>(
            () => _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('a', 2)")));

        Assert.Equal(SqliteFault.Constraint, failure.Fault);
        Assert.Equal(1, Value("a"));
    }

    [Fact]
    public async Task Write_FromManyCallers_AppliesEveryOneOnce()
    {
        await _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('n', 0)"));

        await Parallel.ForAsync(0, 2000, async (_, _) =>
            await _database.WriteAsync(session => session.Execute("UPDATE t SET v = v + 1 WHERE k = 'n'")));

        Assert.Equal(2000, Value("n"));
    }

    [Fact]
    public async Task Write_BehindOneThatFillsTheDisk_IsNotBlamed()
    {
        var path = Path.Combine(_folder, "full.db");
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = path, MaxBatch = 1 });
        await database.WriteAsync(session => session.ExecuteScript("CREATE TABLE t (v)"));
        await database.WriteAsync(session => session.Execute("PRAGMA max_page_count = 2"));
        using var queued = new ManualResetEventSlim();

        var first = database.WriteAsync(_ => queued.Wait());
        var tooLarge = database.WriteAsync(session => session.Execute("INSERT INTO t VALUES (?1)", new string('x', 100_000)));
        var behind = database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('small')"));
        queued.Set();

        await first;
        var failure = await Assert.ThrowsAsync<SqliteUnavailableException>(() => tooLarge);
        Assert.Equal(SqliteFault.Full, failure.Fault);
        await behind;
    }

    [Fact]
    public async Task Write_ThatEndsTheTransaction_FailsAndLeavesTheWriterAtWork()
    {
        var breaks = _database.WriteAsync(session => session.ExecuteScript("ROLLBACK"));

        await Assert.ThrowsAsync<SqliteException>(() => breaks.WaitAsync(TimeSpan.FromSeconds(30)));
        await _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES ('a', 1)"));
        Assert.Equal(1, Value("a"));
    }

    [Fact]
    public async Task Dispose_WithQueuedWork_WritesItFirst()
    {
        var queued = Enumerable.Range(0, 100)
            .Select(i => _database.WriteAsync(session => session.Execute("INSERT INTO t VALUES (?1, ?2)", $"k{i}", i)))
            .ToArray();

        _database.Dispose();

        await Task.WhenAll(queued);
        using var reopened = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "test.db") });
        Assert.Equal(100, reopened.Read(session =>
        {
            using var rows = session.Query("SELECT count(*) FROM t");
            return rows.Read() ? rows.GetInt64(0) : 0;
        }));
    }

    [Fact]
    public void Open_OfAFileThatIsNoDatabase_FailsAsCorrupt()
    {
        var path = Path.Combine(_folder, "broken.db");
        File.WriteAllText(path, new string('x', 4096));

        var failure = Assert.Throws<SqliteException>(() => SqliteDatabase.Open(new SqliteDatabaseOptions { Path = path }));

        Assert.Equal(SqliteFault.Corrupt, failure.Fault);
    }

    [Fact]
    public async Task Schema_OfANewerRelease_IsRefused()
    {
        await _database.WriteAsync(session => SqliteSchema.Apply(session, "part", ["CREATE TABLE p1 (x)", "CREATE TABLE p2 (x)"]));

        await _database.WriteAsync(session => SqliteSchema.Apply(session, "part", ["CREATE TABLE p1 (x)", "CREATE TABLE p2 (x)"]));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _database.WriteAsync(session => SqliteSchema.Apply(session, "part", ["CREATE TABLE p1 (x)"])));

        Assert.Contains("version 2 of the part tables", failure.Message, StringComparison.Ordinal);
    }

    private long? Value(string key) => _database.Read(session =>
    {
        using var rows = session.Query("SELECT v FROM t WHERE k = ?1", key);
        return rows.Read() ? rows.GetInt64(0) : (long?)null;
    });
}
