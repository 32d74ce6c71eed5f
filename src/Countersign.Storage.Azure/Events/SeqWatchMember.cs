namespace Countersign.Storage.Azure.Events;

/// <summary>One who waits for a job's events.</summary>
internal sealed class SeqWatchMember(SeqWatches watches, SeqWatch watch) : IDisposable
{
    public Task<long> ReadAsync(CancellationToken cancellationToken) => watch.ReadAsync(cancellationToken);

    public void Dispose() => watches.Leave(watch);
}
