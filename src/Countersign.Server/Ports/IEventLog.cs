using Countersign.Contracts.Events;

namespace Countersign.Server.Ports;

/// <summary>Each job's events, numbered from 1 without a gap; written by <see cref="JobChange"/> only.</summary>
public interface IEventLog
{
    /// <summary>Reads events in order.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="after">The sequence number before the first wanted; 0 for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="type">Only events of this type; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<JobEvent>> ReadAsync(string jobId, long after, int limit, string? type, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the job may have an event after <paramref name="after"/>, or the time is up. Waking early is allowed;
    /// sleeping past a stored event is not.
    /// </summary>
    Task WaitAsync(string jobId, long after, TimeSpan timeout, CancellationToken cancellationToken);
}
