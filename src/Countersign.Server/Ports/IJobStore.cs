namespace Countersign.Server.Ports;

/// <summary>The jobs. What a completed call wrote is durable, and whoever learns of it can read it.</summary>
public interface IJobStore
{
    /// <summary>Adds a job unless its identifier is taken.</summary>
    /// <returns>Null when it was added; the record that has the identifier otherwise.</returns>
    Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken);

    /// <summary>Reads a job; null when there is none.</summary>
    Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Reads a page of jobs.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this query's.</exception>
    Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a job by a pure decision on its current state. Of concurrent updates each sees the outcome of the one before;
    /// <paramref name="decide"/> may therefore be called more than once and must have no effect of its own.
    /// </summary>
    /// <returns>The outcome of the decision that was stored; default when there is no such job.</returns>
    /// <exception cref="InvalidOperationException">
    /// The change adds a plan version or a decision that is there already, or alters what the job was created with: its
    /// identifier, kind, owner, task or time. Nothing of it is stored.
    /// </exception>
    Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken);

    /// <summary>Reads jobs whose <see cref="JobRecord.WakeUp"/> is set, oldest first.</summary>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Removes a job with everything that belongs to it; nothing happens when there is none.</summary>
    Task DeleteAsync(string jobId, CancellationToken cancellationToken);
}
