using System.Text;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>How many jobs there are by owner, kind and status: counted once from indexes, and kept with every commit from then on.</summary>
/// <remarks>
/// All writing happens on the writer thread. The count is a unit of work among the others and takes effect in their order, so no
/// commit is counted twice or not at all.
/// </remarks>
internal sealed class JobTally(GuardedDatabase database, TimeProvider time) : IJobCounts
{
    // In the order of jobs_took, and from it alone: jobs that took equally long are one row.
    internal const string Ended =
        "SELECT owner, kind, status, took, count(*) FROM jobs WHERE took IS NOT NULL GROUP BY owner, kind, status, took";

    // These read their rows; jobs that have not ended are few.
    internal const string Active =
        "SELECT owner, kind, status, NULL, 1 FROM jobs WHERE status IN ('pending', 'running', 'awaiting_approval', 'paused')";

    private readonly Lock _lock = new();
    private OwnerTallies _tallies = new();
    private Task<OwnerTallies>? _counting;

    /// <summary>Starts to count; whoever reads meanwhile waits for it.</summary>
    public void Begin() => _counting = CountAsync();

    public async Task<JobCounts> ReadAsync(string? owner, CancellationToken cancellationToken)
    {
        // A count that failed, on a full disk perhaps, is tried again.
        var counting = _counting;
        if (counting is null or { IsFaulted: true })
        {
            _counting = counting = CountAsync();
        }

        await counting.WaitAsync(cancellationToken);
        lock (_lock)
        {
            return new JobCounts(_tallies.Read(owner), time.GetUtcNow());
        }
    }

    /// <summary>What the counts tell of a list; null while they are not there yet, or for filters that they do not know.</summary>
    public JobListForecast? Forecast(JobQuery query)
    {
        if (_counting is not { IsCompletedSuccessfully: true } || !JobListForecast.Covers(query))
        {
            return null;
        }

        lock (_lock)
        {
            return JobListForecast.Of(query, _tallies);
        }
    }

    /// <summary>A commit has moved a job. Called on the writer thread, in the order of commits.</summary>
    /// <param name="before">The job before; null when it was created.</param>
    /// <param name="after">The job now; null when it was removed.</param>
    public void Move(Job? before, Job? after)
    {
        if (before?.Status == after?.Status)
        {
            return;
        }

        lock (_lock)
        {
            if (before is not null)
            {
                _tallies.Add(before.Owner, before.Kind, before.Status, JobDuration.MillisecondsOf(before), -1);
            }

            if (after is not null)
            {
                _tallies.Add(after.Owner, after.Kind, after.Status, JobDuration.MillisecondsOf(after), 1);
            }
        }
    }

    private Task<OwnerTallies> CountAsync() => database.WriteAsync(Count, Set);

    private static OwnerTallies Count(SqliteSession session)
    {
        var tallies = new OwnerTallies();
        Count(session, Ended, tallies);
        Count(session, Active, tallies);
        return tallies;
    }

    private static void Count(SqliteSession session, string statement, OwnerTallies tallies)
    {
        var (owner, kind, name, status) = ("", "", "", JobStatus.Pending);
        using var rows = session.Query(statement);
        while (rows.Read())
        {
            // Writers wait for this count, and rows of one group follow each other: a million strings less.
            owner = Text(rows, 0, owner);
            kind = Text(rows, 1, kind);
            var next = Text(rows, 2, name);
            if (!ReferenceEquals(next, name))
            {
                if (!SnakeCase.TryParse<JobStatus>(next, out var parsed))
                {
                    continue;
                }

                (name, status) = (next, parsed);
            }

            tallies.Add(owner, kind, status, rows.GetInt64OrNull(3), rows.GetInt64(4));
        }
    }

    /// <summary>The column's text; the one before itself where it is the same.</summary>
    private static string Text(SqliteRows rows, int column, string before) =>
        Ascii.Equals(rows.GetSpan(column), before) ? before : rows.GetString(column);

    private void Set(OwnerTallies tallies)
    {
        lock (_lock)
        {
            _tallies = tallies;
        }
    }
}
