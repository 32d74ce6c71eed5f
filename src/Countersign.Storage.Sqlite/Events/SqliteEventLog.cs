using Countersign.Contracts.Events;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Events;

/// <summary>Events in SQLite, with waiting inside the process: the one that writes is the one that waits.</summary>
internal sealed class SqliteEventLog(GuardedDatabase database, EventSignals signals) : IEventLog
{
    public Task<IReadOnlyList<JobEvent>> ReadAsync(
        string jobId, long after, int limit, string? type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => EventTable.Read(session, jobId, after, limit, type)));
    }

    public async Task WaitAsync(string jobId, long after, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Listen before looking: an event stored after the look raises a signal that is already heard.
        using var listener = signals.Listen(jobId);
        if (database.Read(session => EventTable.LastSeq(session, jobId)) <= after)
        {
            await listener.WaitAsync(timeout, cancellationToken);
        }
    }
}
