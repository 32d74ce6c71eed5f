using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>How many jobs are in each status: counted once from the index, and kept with every commit from then on.</summary>
/// <remarks>
/// All writing happens on the writer thread. The count is a unit of work among the others and takes effect in their order, so no
/// commit is counted twice or not at all.
/// </remarks>
internal sealed class JobTally(GuardedDatabase database, TimeProvider time) : IJobCounts
{
    private readonly long[] _jobs = new long[Enum.GetValues<JobStatus>().Length];
    private Task<long[]>? _counting;

    /// <summary>Starts to count; whoever reads meanwhile waits for it.</summary>
    public void Begin() => _counting = CountAsync();

    public async Task<JobCounts> ReadAsync(CancellationToken cancellationToken)
    {
        // A count that failed, on a full disk perhaps, is tried again.
        var counting = _counting;
        if (counting is null or { IsFaulted: true })
        {
            _counting = counting = CountAsync();
        }

        await counting.WaitAsync(cancellationToken);
        var counts = Enum.GetValues<JobStatus>().ToDictionary(status => status, status => Volatile.Read(ref _jobs[(int)status]));
        return new JobCounts(counts, time.GetUtcNow());
    }

    /// <summary>A commit has moved a job. Called on the writer thread, in the order of commits.</summary>
    /// <param name="before">Its status before; null when it was created.</param>
    /// <param name="after">Its status now; null when it was removed.</param>
    public void Move(JobStatus? before, JobStatus? after)
    {
        if (before == after)
        {
            return;
        }

        if (before is { } left)
        {
            Volatile.Write(ref _jobs[(int)left], _jobs[(int)left] - 1);
        }

        if (after is { } reached)
        {
            Volatile.Write(ref _jobs[(int)reached], _jobs[(int)reached] + 1);
        }
    }

    private Task<long[]> CountAsync() => database.WriteAsync(Count, Set);

    private static long[] Count(SqliteSession session)
    {
        // Answered from the index jobs_by_status alone.
        var counts = new long[Enum.GetValues<JobStatus>().Length];
        using var rows = session.Query("SELECT status, count(*) FROM jobs GROUP BY status");
        while (rows.Read())
        {
            if (SnakeCase.TryParse<JobStatus>(rows.GetString(0), out var status))
            {
                counts[(int)status] = rows.GetInt64(1);
            }
        }

        return counts;
    }

    private void Set(long[] counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            Volatile.Write(ref _jobs[i], counts[i]);
        }
    }
}
