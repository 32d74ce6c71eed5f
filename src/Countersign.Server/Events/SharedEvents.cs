using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Events;

/// <summary>The stored events for those who follow them in numbers, read once for all who are at the same place.</summary>
internal sealed class SharedEvents(IEventLog log, IEventFeed feed, TimeProvider clock)
{
    /// <summary>The most events that one reading finds, and so the most that wait for one follower.</summary>
    public const int PageSize = 100;

    private readonly SharedReads<(string JobId, DateTimeOffset CreatedAt, long After), IReadOnlyList<JobEvent>> _ofJobs = new(clock, page => page.Count == 0);
    private readonly SharedReads<string, FeedPage> _ofAll = new(clock, page => page.Entries.Count == 0);

    /// <summary>The next events of a job.</summary>
    /// <param name="job">The job; one that was removed and created again is another.</param>
    /// <param name="after">The number before the first wanted.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public Task<IReadOnlyList<JobEvent>> ReadAsync(Job job, long after, CancellationToken cancellationToken) => _ofJobs.ReadAsync(
        (job.JobId, job.CreatedAt, after),
        key => log.ReadAsync(key.JobId, key.After, PageSize, type: null, CancellationToken.None),
        cancellationToken);

    /// <summary>The next events of all jobs.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none of the feed's.</exception>
    public Task<FeedPage> ReadAllAsync(string after, CancellationToken cancellationToken) =>
        _ofAll.ReadAsync(after, cursor => feed.ReadAsync(cursor, PageSize, CancellationToken.None), cancellationToken);
}
