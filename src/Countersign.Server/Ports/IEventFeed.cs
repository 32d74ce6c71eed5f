namespace Countersign.Server.Ports;

/// <summary>
/// The events of all jobs in one order, which never changes: an event that becomes readable stands behind every event that was
/// readable before it, whichever act was committed first. So whoever goes on after a cursor misses nothing.
/// </summary>
/// <remarks>Each event of a stored job comes once, and those of one job in the order of their numbers. Events of removed jobs are gone.</remarks>
public interface IEventFeed
{
    /// <summary>Before the first event.</summary>
    string Start { get; }

    /// <summary>The cursor behind everything that is readable now.</summary>
    Task<string> FindEndAsync(CancellationToken cancellationToken);

    /// <summary>Reads on after a cursor.</summary>
    /// <param name="after"><see cref="Start"/>, or a cursor that this feed has given out.</param>
    /// <param name="limit">The most places to look at, at least 1.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidCursorException">The cursor is none of this feed's.</exception>
    Task<FeedPage> ReadAsync(string after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until there may be an event after the cursor, or the time is up. Waking early is allowed; sleeping past a readable event
    /// is not.
    /// </summary>
    /// <exception cref="InvalidCursorException">The cursor is none of this feed's.</exception>
    Task WaitAsync(string after, TimeSpan timeout, CancellationToken cancellationToken);
}
