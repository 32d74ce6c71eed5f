namespace Countersign.Server.Ports;

/// <summary>Bytes that the store keeps and nothing names: what crashes leave. Nobody is ever shown them.</summary>
public interface ILeftovers
{
    /// <summary>Finds them.</summary>
    /// <param name="before">Only what was written before this instant: younger bytes may belong to a change that is under way.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<Leftover> FindAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes what was found, unless something names it by now; nothing happens when it is gone.</summary>
    Task RemoveAsync(Leftover leftover, CancellationToken cancellationToken);
}
