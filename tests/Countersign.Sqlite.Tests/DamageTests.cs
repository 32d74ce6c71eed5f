using System.Globalization;
using Xunit;

namespace Countersign.Sqlite.Tests;

/// <summary>Files that are not what they were: recovered to a committed prefix, or refused with what to do.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Units = 400;
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-damage-").FullName;
    private readonly Random _random;

    public DamageTests(ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("COUNTERSIGN_KILL_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
    }

    private string Original => Path.Combine(_folder, "original.db");

    private string Copy => Path.Combine(_folder, "copy.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Log_TornAnywhere_IsRecoveredToACommittedPrefix()
    {
        using var database = await FillAsync();
        var log = await ReadSharedAsync(Original + "-wal");
        var lengths = new HashSet<long>();
        for (var i = 0; i < 100; i++)
        {
            lengths.Add(await RecoverAsync(log.AsMemory(0, _random.Next(1, log.Length))));
        }

        Assert.Equal(Units, await RecoverAsync(log));
        Assert.True(lengths.Count > 10, $"all tears gave the same {lengths.Count} prefixes");
    }

    [Fact]
    public async Task Log_WithGarbageAnywhere_IsRecoveredToACommittedPrefix()
    {
        using var database = await FillAsync();
        var log = await ReadSharedAsync(Original + "-wal");
        for (var i = 0; i < 100; i++)
        {
            var damaged = log.ToArray();
            _random.NextBytes(damaged.AsSpan(_random.Next(32, damaged.Length - 64), 64));
            await RecoverAsync(damaged);
        }
    }

    [Fact]
    public async Task File_ThatIsTruncated_IsRefusedAndLeftAlone()
    {
        (await FillAsync()).Dispose();
        using (var file = File.OpenWrite(Original))
        {
            file.SetLength(file.Length / 2);
        }

        await AssertRefusedAsync();
    }

    [Fact]
    public async Task File_WithAFlippedHeader_IsRefusedAndLeftAlone()
    {
        (await FillAsync()).Dispose();
        for (var at = 0; at < 16; at++)
        {
            Overwrite(at, [0xA5]);

            await AssertRefusedAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_ThatIsLostBesideItsLog_IsNotMadeAgain(bool isEmpty)
    {
        using var database = await FillAsync();
        var log = await ReadSharedAsync(Original + "-wal");
        await File.WriteAllBytesAsync(Copy + "-wal", log);
        if (isEmpty)
        {
            await File.WriteAllBytesAsync(Copy, []);
        }

        var refused = Assert.Throws<SqliteException>(() => SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Copy }));

        Assert.Equal(SqliteFault.Corrupt, refused.Fault);
        Assert.Contains(isEmpty ? "is empty" : "is gone", refused.Message, StringComparison.Ordinal);
        Assert.Equal(log, await File.ReadAllBytesAsync(Copy + "-wal"));
    }

    [Fact]
    public async Task Pages_WithGarbage_AreReportedAndNeverReadAsData()
    {
        (await FillAsync()).Dispose();
        var whole = await File.ReadAllBytesAsync(Original);
        var reported = 0;
        for (var i = 0; i < 50; i++)
        {
            await File.WriteAllBytesAsync(Original, whole);
            var garbage = new byte[4096];
            _random.NextBytes(garbage);
            Overwrite(_random.Next(1, whole.Length / 4096) * 4096, garbage);
            using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Original });
            try
            {
                Assert.Equal(Units, database.Read(Count));
                Assert.Null(database.Damage);
            }
            catch (SqliteException exception)
            {
                reported++;
                Assert.Contains(".recover", exception.Message, StringComparison.Ordinal);
                Assert.Same(exception, database.Damage);
            }
        }

        Assert.True(reported > 0, "no damage was noticed");
    }

    // Two tables in one unit: a prefix that is not whole shows.
    private async Task<SqliteDatabase> FillAsync()
    {
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Original, MaxBatch = 4 });
        await database.WriteAsync(session => session.ExecuteScript(
            "PRAGMA wal_autocheckpoint = 100000; CREATE TABLE a (n INTEGER PRIMARY KEY, v TEXT); CREATE TABLE b (n INTEGER PRIMARY KEY)"));
        await Task.WhenAll(Enumerable.Range(1, Units).Select(n => database.WriteAsync(session =>
        {
            session.Execute("INSERT INTO a VALUES (?1, ?2)", n, new string('x', n * 7 % 3000));
            session.Execute("INSERT INTO b VALUES (?1)", n);
        })));
        return database;
    }

    /// <summary>Opens a copy with the given log, and answers how many units it holds.</summary>
    private async Task<long> RecoverAsync(ReadOnlyMemory<byte> log)
    {
        await File.WriteAllBytesAsync(Copy, await ReadSharedAsync(Original));
        await using (var file = File.Create(Copy + "-wal"))
        {
            await file.WriteAsync(log);
        }

        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Copy });
        return await database.WriteAsync(session =>
        {
            Assert.Equal("ok", Text(session, "PRAGMA integrity_check"));
            if (Text(session, "SELECT count(*) FROM sqlite_schema") == "0")
            {
                return 0;
            }

            var units = Count(session);
            Assert.Equal(units, Number(session, "SELECT count(*) FROM b"));
            Assert.Equal(units, Number(session, "SELECT coalesce(max(n), 0) FROM a"));
            return units;
        });
    }

    private async Task AssertRefusedAsync()
    {
        var before = await File.ReadAllBytesAsync(Original);

        var refused = Assert.Throws<SqliteException>(() =>
        {
            using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Original });
            return database.Read(Count);
        });

        Assert.Equal(SqliteFault.Corrupt, refused.Fault);
        Assert.Contains(Original, refused.Message, StringComparison.Ordinal);
        Assert.Contains("backup", refused.Message, StringComparison.Ordinal);
        Assert.Contains(".recover", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Original));
    }

    private void Overwrite(int at, byte[] bytes)
    {
        using var file = File.OpenWrite(Original);
        file.Seek(at, SeekOrigin.Begin);
        file.Write(bytes);
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static long Count(SqliteSession session) => Number(session, "SELECT count(*) FROM a WHERE v IS NOT NULL");

    private static long Number(SqliteSession session, string sql) => long.Parse(Text(session, sql), CultureInfo.InvariantCulture);

    private static string Text(SqliteSession session, string sql)
    {
        using var rows = session.Query(sql);
        return rows.Read() ? rows.GetString(0) : "";
    }
}
