using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Sqlite.Jobs;
using Countersign.Testing;
using Xunit;

namespace Countersign.Storage.Sqlite.Tests;

/// <summary>Lists that are read with the help of kept counts show what the jobs themselves say.</summary>
public sealed class JobListForecastTests : IAsyncLifetime
{
    // More than are ever sorted, so that every way to read a list is taken.
    private const int Jobs = 2600;

    private static readonly string?[] Owners = [null, "ann", "bob", "nobody"];
    private static readonly string?[] Kinds = [null, "common", "rare"];
    private static readonly JobStatus[][] Statuses =
    [
        [],
        [JobStatus.Completed],
        [JobStatus.Failed],
        [JobStatus.Running],
        [JobStatus.Failed, JobStatus.Rejected],
        [JobStatus.Failed, JobStatus.Running],
        [JobStatus.Timeout],
    ];

    private readonly SqliteStorageUnderTest _storage = new();
    private readonly List<Job> _jobs = [];

    public async ValueTask InitializeAsync()
    {
        await _storage.OpenAsync();
        for (var i = 0; i < Jobs; i++)
        {
            var status = i switch
            {
                _ when i % 400 == 7 => JobStatus.Failed,
                _ when i % 900 == 11 => JobStatus.Rejected,
                _ when i % 301 == 13 => JobStatus.Running,
                _ => JobStatus.Completed,
            };
            _jobs.Add(new JobBuilder($"job-{i:d5}").Kind(i % 500 == 7 ? "rare" : "common").Owner(i % 3 == 0 ? "bob" : "ann").Status(status).Second(i / 2).Build().Job);
        }

        await Task.WhenAll(_jobs.Select(job => _storage.Jobs.TryCreateAsync(
            new JobChange { Record = new JobBuilder(job.JobId).Build() with { Job = job } }, CancellationToken.None)));
        await _storage.Counts.ReadAsync(owner: null, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    [InlineData(true, 1000)]
    public async Task Pages_AreThoseOfTheJobs(bool oldestFirst, int skip)
    {
        foreach (var owner in Owners)
        {
            foreach (var kind in Kinds)
            {
                foreach (var statuses in Statuses)
                {
                    var query = new JobQuery { Owner = owner, Kind = kind, Statuses = statuses, OldestFirst = oldestFirst, Skip = skip, Limit = 4 };
                    var all = Expected(query);

                    var page = await _storage.Jobs.ListAsync(query, CancellationToken.None);

                    Assert.Equal(all.Length, page.Total);
                    Assert.Equal(all.Skip(skip).Take(4), page.Items.Select(item => item.Job.JobId));
                    if (page.NextCursor is { } cursor)
                    {
                        var next = await _storage.Jobs.ListAsync(query with { Skip = 0, Cursor = cursor }, CancellationToken.None);
                        Assert.Equal(all.Length, next.Total);
                        Assert.Equal(all.Skip(skip + 4).Take(4), next.Items.Select(item => item.Job.JobId));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Total_FollowsAJobThatEndsAndOneThatIsRemoved()
    {
        var query = new JobQuery { Owner = "bob", Statuses = [JobStatus.Failed] };
        var before = await _storage.Jobs.ListAsync(query, CancellationToken.None);
        var running = _jobs.First(job => job is { Owner: "bob", Status: JobStatus.Running });

        await _storage.Jobs.UpdateAsync(
            running.JobId,
            record => new JobUpdate<bool>(true, new JobChange { Record = record with { Job = record.Job with { Status = JobStatus.Failed } } }),
            CancellationToken.None);

        var more = await _storage.Jobs.ListAsync(query, CancellationToken.None);
        Assert.Equal((before.Total + 1, before.Items.Count + 1), (more.Total, more.Items.Count));
        await _storage.Jobs.DeleteAsync(running.JobId, CancellationToken.None);
        Assert.Equal(before.Total, (await _storage.Jobs.ListAsync(query, CancellationToken.None)).Total);
    }

    [Theory]
    [InlineData("ann", null, JobStatus.Failed, "jobs_took (owner=? AND kind=? AND status=?")]
    [InlineData(null, "rare", JobStatus.Failed, "jobs_by_kind (kind=?")]
    [InlineData("bob", "common", JobStatus.Completed, "jobs_by_owner (owner=?")]
    public void Page_TakesTheIndexWithTheFewestRows(string? owner, string? kind, JobStatus status, string index)
    {
        var tallies = new OwnerTallies();
        tallies.Add("ann", "common", JobStatus.Completed, 5, 100_000);
        tallies.Add("ann", "common", JobStatus.Failed, 5, 20);
        tallies.Add("ann", "rare", JobStatus.Failed, 5, 30);
        tallies.Add("bob", "common", JobStatus.Completed, 5, 5000);
        tallies.Add("bob", "common", JobStatus.Failed, 5, 90_000);
        var query = new JobQuery { Owner = owner, Kind = kind, Statuses = [status] };

        var page = JobListStatement.Page(query, JobListForecast.Of(query, tallies));

        Assert.Contains(index, Explain(page), StringComparison.Ordinal);
    }

    private string[] Expected(JobQuery query)
    {
        var matches = _jobs.Where(job =>
            (query.Owner is null || job.Owner == query.Owner)
            && (query.Kind is null || job.Kind == query.Kind)
            && (query.Statuses.Count == 0 || query.Statuses.Contains(job.Status)));
        var ordered = query.OldestFirst ? matches.OrderBy(job => job.CreatedAt) : matches.OrderByDescending(job => job.CreatedAt);
        return [.. ordered.ThenBy(job => job.JobId, StringComparer.Ordinal).Select(job => job.JobId)];
    }

    private string Explain(JobListStatement statement)
    {
        var parameters = statement.Parameters.ToArray();
        return _storage.Database.Read(session =>
        {
            using var rows = session.Query($"EXPLAIN QUERY PLAN {statement.Sql}", parameters);
            var plan = new List<string>();
            while (rows.Read())
            {
                plan.Add(rows.GetString(3));
            }

            return string.Join('\n', plan);
        });
    }
}
