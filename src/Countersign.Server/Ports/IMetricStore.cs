namespace Countersign.Server.Ports;

/// <summary>Figures of jobs; written by <see cref="JobChange.Metrics"/> only, and gone with their job.</summary>
public interface IMetricStore
{
    /// <summary>Reads a job's figures in the order in which they were added; empty when it has none, or there is no such job.</summary>
    Task<IReadOnlyList<MetricPack>> ReadAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Reads the figures of the newest jobs of a task, without reading the jobs.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="owner">Only this owner's jobs; null for everybody's.</param>
    /// <param name="mostJobs">Of more jobs only so many are read, the newest; those without figures may count.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<TaskMetrics> ReadTaskAsync(string taskId, string? owner, int mostJobs, CancellationToken cancellationToken);
}
