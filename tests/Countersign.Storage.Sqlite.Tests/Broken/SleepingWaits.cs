using Countersign.Contracts.Events;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Looks once, then sleeps until the time is up, whatever is appended.</summary>
public sealed class SleepingWaits : BrokenStorage
{
    public override IEventLog Events => new Log(Sound);

    private sealed class Log(Conformance.Storage.StorageUnderTest sound) : IEventLog
    {
        public Task<IReadOnlyList<JobEvent>> ReadAsync(
            string jobId, long after, int limit, string? type, CancellationToken cancellationToken) =>
            sound.Events.ReadAsync(jobId, after, limit, type, cancellationToken);

        public async Task WaitAsync(string jobId, long after, TimeSpan timeout, CancellationToken cancellationToken)
        {
            if ((await ReadAsync(jobId, after, 1, null, cancellationToken)).Count == 0)
            {
                await Task.Delay(timeout, cancellationToken);
            }
        }
    }
}
