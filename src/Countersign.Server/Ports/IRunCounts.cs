using Countersign.Contracts.Jobs;

namespace Countersign.Server.Ports;

/// <summary>How the runs of a task stand, counted from the index of jobs by task: never by reading the jobs.</summary>
public interface IRunCounts
{
    /// <summary>Counts the jobs of a task by status; a status without jobs is absent.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="owner">Only this owner's jobs; null for everybody's.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    Task<IReadOnlyDictionary<JobStatus, long>> CountAsync(string taskId, string? owner, CancellationToken cancellationToken);
}
