using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Metrics;

/// <summary>Figures of jobs in SQLite.</summary>
internal sealed class SqliteMetricStore(GuardedDatabase database) : IMetricStore
{
    public Task<IReadOnlyList<MetricPack>> ReadAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => MetricTable.Read(session, jobId)));
    }

    public Task<TaskMetrics> ReadTaskAsync(string taskId, string? owner, int mostJobs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => MetricTable.ReadTask(session, taskId, owner, mostJobs)));
    }
}
