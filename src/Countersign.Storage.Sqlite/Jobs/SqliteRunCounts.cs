using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>Counts the runs of a task from the index <c>jobs_by_task</c> alone.</summary>
internal sealed class SqliteRunCounts(GuardedDatabase database) : IRunCounts
{
    // The plus signs keep SQLite to the task's part of the index, instead of walking all jobs of an owner or a status.
    internal const string OfEverybody = "SELECT status, count(*) FROM jobs WHERE task_id = ?1 GROUP BY +status";
    internal const string OfOneOwner = "SELECT status, count(*) FROM jobs WHERE task_id = ?1 AND +owner = ?2 GROUP BY +status";

    public Task<IReadOnlyDictionary<JobStatus, long>> CountAsync(string taskId, string? owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyDictionary<JobStatus, long>>(database.Read(session => Count(session, taskId, owner)));
    }

    private static Dictionary<JobStatus, long> Count(SqliteSession session, string taskId, string? owner)
    {
        var counts = new Dictionary<JobStatus, long>();
        using var rows = owner is null ? session.Query(OfEverybody, taskId) : session.Query(OfOneOwner, taskId, owner);
        while (rows.Read())
        {
            if (SnakeCase.TryParse<JobStatus>(rows.GetString(0), out var status))
            {
                counts[status] = rows.GetInt64(1);
            }
        }

        return counts;
    }
}
