namespace Countersign.Server.Ports;

/// <summary>
/// The audit chains: one for each job, written by <see cref="JobChange"/> only and removed with the job, and the host's own, which
/// is only ever added to.
/// </summary>
public interface IAuditLog
{
    /// <summary>How many chains may be read at once with profit. 1 where a reading occupies its thread.</summary>
    int ReadsAtOnce { get; }

    /// <summary>Reads rows of a chain in order.</summary>
    /// <param name="jobId">The job; null for the host's own chain.</param>
    /// <param name="after">The number before the first wanted; 0 for all.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(string? jobId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the newest row of the host's chain; null before the first.</summary>
    Task<AuditEntry?> FindLastOfHostAsync(CancellationToken cancellationToken);

    /// <summary>Adds a row to the host's chain unless one of its number is there.</summary>
    Task<bool> TryAppendToHostAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Reads how far the chains of jobs reach, as the jobs' records tell, in the order of identifiers.</summary>
    /// <param name="after">The identifier before the first wanted; null for the first page.</param>
    /// <param name="limit">The most to return; fewer means that there are no more.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<AuditChainHead>> ListHeadsAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads how far one job's chain reaches, as its record tells; null when there is no such job.</summary>
    Task<AuditChainHead?> FindHeadAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Reads a page of rows of every chain; chains are in the store's order, each chain's rows in theirs.</summary>
    /// <param name="cursor">From the page before; null for the first.</param>
    /// <param name="limit">How many to return, give or take those that were written in one change.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    Task<StoredAuditPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken);
}
