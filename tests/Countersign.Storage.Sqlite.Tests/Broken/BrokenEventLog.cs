using Countersign.Contracts.Events;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>An event log whose reads are damaged by <paramref name="damage"/>.</summary>
internal sealed class BrokenEventLog(Func<IEventLog> sound, Func<IEnumerable<JobEvent>, IEnumerable<JobEvent>> damage) : IEventLog
{
    public async Task<IReadOnlyList<JobEvent>> ReadAsync(
        string jobId, long after, int limit, string? type, CancellationToken cancellationToken) =>
        [.. damage(await sound().ReadAsync(jobId, after, limit, type, cancellationToken))];

    public Task WaitAsync(string jobId, long after, TimeSpan timeout, CancellationToken cancellationToken) =>
        sound().WaitAsync(jobId, after, timeout, cancellationToken);
}
