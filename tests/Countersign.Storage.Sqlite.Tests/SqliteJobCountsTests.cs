using Countersign.Conformance.Storage;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Sqlite.Jobs;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobCountsTests : JobCountsContract
{
    private readonly SqliteStorageUnderTest _sqlite;

    public SqliteJobCountsTests()
        : this(new SqliteStorageUnderTest())
    {
    }

    private SqliteJobCountsTests(SqliteStorageUnderTest storage)
        : base(storage) => _sqlite = storage;

    [Fact]
    public void Counting_OfJobsThatEnded_WalksOneIndexInOrder()
    {
        var plan = Explain(JobTally.Ended);

        Assert.Contains("COVERING INDEX jobs_took", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Counting_OfJobsThatHaveNotEnded_ReadsThoseAlone() =>
        Assert.Contains("INDEX jobs_by_status (status=?)", Explain(JobTally.Active), StringComparison.Ordinal);

    [Fact]
    public async Task Open_OfAFileOfTheReleaseBefore_KnowsHowLongItsJobsTook()
    {
        var job = new JobBuilder("a").Kind("k").Status(JobStatus.Completed).Build();
        job = job with { Job = job.Job with { StartedAt = JobBuilder.Epoch.AddMilliseconds(1), CompletedAt = JobBuilder.Epoch.AddSeconds(2.5) } };
        await _sqlite.Jobs.TryCreateAsync(new JobChange { Record = job }, CancellationToken.None);
        await _sqlite.Jobs.TryCreateAsync(new JobBuilder("b").Kind("k").Status(JobStatus.Cancelled).Creation(), CancellationToken.None);
        await _sqlite.Jobs.TryCreateAsync(new JobBuilder("c").Kind("k").Status(JobStatus.Running).Creation(), CancellationToken.None);
        await _sqlite.Database.WriteAsync(session => session.ExecuteScript(
            """
            DROP TABLE job_metrics;
            DROP INDEX jobs_took;
            ALTER TABLE jobs DROP COLUMN took;
            UPDATE schema_versions SET version = 5 WHERE component = 'store';
            """));

        await _sqlite.CloseAsync();
        await _sqlite.OpenAsync();

        var counts = await _sqlite.Counts.ReadAsync(owner: null, CancellationToken.None);
        Assert.Equal(
            ["Running 1, 0 s", "Completed 1, 2.499 s", "Cancelled 1, 0 s"],
            counts.Groups.OrderBy(group => group.Status).Select(group => $"{group.Status} {group.Jobs}, {group.Durations.Seconds} s"));
    }

    private string Explain(string sql) => _sqlite.Database.Read(session =>
    {
        var lines = new List<string>();
        using var rows = session.Query("EXPLAIN QUERY PLAN " + sql);
        while (rows.Read())
        {
            lines.Add(rows.GetString(3));
        }

        return string.Join(Environment.NewLine, lines);
    });
}
