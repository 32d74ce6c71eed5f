using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Jobs;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class JobCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("countersign-").FullName;
    private readonly SqliteDatabase _database;
    private readonly JobCache _cache = new(capacity: 10);

    public JobCacheTests() => _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(_folder, "test.db") });

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Job_ThatIsBeingWritten_IsNotShownAsItWasBefore()
    {
        var before = new StoredJob(1, new JobBuilder("job").Build(), InputApart: false);
        var after = before with { Record = before.Record with { LastSeq = 1 } };
        await _database.WriteAsync(session => _cache.Note(session, before));
        _cache.Publish(before);
        Assert.Equal(before, _cache.Find("job"));

        // What another thread sees after the commit and before the publication is what it sees here.
        var (seenByReaders, seenByWriter) = await _database.WriteAsync(session =>
        {
            _cache.Note(session, after);
            return (_cache.Find("job"), _cache.Find(session, "job"));
        });
        _cache.Publish(after);

        Assert.Null(seenByReaders);
        Assert.Equal(after, seenByWriter);
        Assert.Equal(after, _cache.Find("job"));
    }

    [Fact]
    public async Task Job_ThatChangedTwiceInOneTransaction_IsShownAsItWasLeft()
    {
        var first = new StoredJob(1, new JobBuilder("job").Build(), InputApart: false);
        var last = first with { Record = first.Record with { LastSeq = 1 } };
        await _database.WriteAsync(session =>
        {
            _cache.Note(session, first);
            _cache.Note(session, last);
        });

        _cache.Publish(first);
        Assert.Null(_cache.Find("job"));

        _cache.Publish(last);
        Assert.Equal(last, _cache.Find("job"));
    }
}
