using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Jobs;
using Countersign.Storage.Sqlite.Metrics;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

/// <summary>Lists stay index walks: nothing is sorted and no table is scanned, however many jobs there are.</summary>
public sealed class JobListStatementTests : IAsyncLifetime
{
    private readonly SqliteStorageUnderTest _storage = new();

    public static TheoryData<string> Filters => ["none", "status", "kind", "owner", "task", "runs", "tag", "time", "statuses", "text"];

    public async ValueTask InitializeAsync() => await _storage.OpenAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [MemberData(nameof(Filters))]
    public void Page_NewestFirst_WalksAnIndexInOrder(string filter)
    {
        var plan = Explain(JobListStatement.Page(QueryOf(filter)));

        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.Contains(IndexOf(filter), plan, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Page_AfterACursor_StartsAtItsPlace(string filter)
    {
        var cursor = new JobCursor(1, "a", OldestFirst: false).ToString();

        var plan = Explain(JobListStatement.Page(QueryOf(filter) with { Cursor = cursor }));

        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.Contains("created_at<?", plan, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Page_OldestFirst_SortsOnlyJobsOfOneInstant(string filter)
    {
        var plan = Explain(JobListStatement.Page(QueryOf(filter) with { OldestFirst = true }));

        Assert.DoesNotContain("TEMP B-TREE FOR ORDER BY", plan, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Count_ReadsAnIndexOnly(string filter)
    {
        var plan = Explain(JobListStatement.Count(QueryOf(filter)));

        Assert.True(
            plan.Contains("COVERING INDEX", StringComparison.Ordinal) || plan.Contains("USING PRIMARY KEY", StringComparison.Ordinal), plan);
    }

    private static JobQuery QueryOf(string filter) => filter switch
    {
        "status" => new JobQuery { Statuses = [JobStatus.Failed] },
        "statuses" => new JobQuery { Statuses = [JobStatus.Failed, JobStatus.Timeout] },
        "text" => new JobQuery { Text = "x" },
        "kind" => new JobQuery { Kind = "k" },
        "owner" => new JobQuery { Owner = "o" },
        "task" => new JobQuery { TaskId = "t" },
        "runs" => new JobQuery { OfTasks = true },
        "tag" => new JobQuery { Tag = "t" },
        "time" => new JobQuery { CreatedAfter = JobBuilder.Epoch, CreatedBefore = JobBuilder.Epoch.AddDays(1) },
        _ => new JobQuery(),
    };

    private static string IndexOf(string filter) => filter switch
    {
        "status" => "jobs_by_status",
        "kind" => "jobs_by_kind",
        "owner" => "jobs_by_owner",
        "task" => "jobs_by_task",
        "tag" => "t USING PRIMARY KEY",
        _ => "jobs_newest",
    };

    [Theory]
    [InlineData(SqliteRunCounts.OfEverybody)]
    [InlineData(SqliteRunCounts.OfOneOwner)]
    public void RunCounts_ReadTheTasksPartOfAnIndexOnly(string sql) =>
        Assert.Contains("SEARCH jobs USING COVERING INDEX jobs_by_task (task_id=?)", Explain(sql, sql == SqliteRunCounts.OfOneOwner ? ["t", "o"] : ["t"]), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("o")]
    public void FiguresOfATask_AreFoundByTheTasksPartOfAnIndex_WithoutReadingJobs(string? owner)
    {
        var plan = Explain(MetricTable.OfTask, ["t", owner, 10]);

        Assert.Contains("SEARCH jobs USING COVERING INDEX jobs_by_task (task_id=?)", plan, StringComparison.Ordinal);
        Assert.Contains("SEARCH m USING PRIMARY KEY (job=?)", plan, StringComparison.Ordinal);
    }

    private string Explain(JobListStatement statement) => Explain(statement.Sql, statement.Parameters.ToArray());

    private string Explain(string sql, SqliteValue[] parameters) => _storage.Database.Read(session =>
    {
        using var rows = session.Query($"EXPLAIN QUERY PLAN {sql}", parameters);
        var plan = new List<string>();
        while (rows.Read())
        {
            plan.Add(rows.GetString(3));
        }

        return string.Join('\n', plan);
    });
}
