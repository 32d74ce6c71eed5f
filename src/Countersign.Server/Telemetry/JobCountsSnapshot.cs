using Countersign.Server.Ports;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Telemetry;

/// <summary>The newest counts for instruments, which cannot wait: counts that are old are read anew beside the reader.</summary>
internal sealed class JobCountsSnapshot(IJobCounts counts, TimeProvider clock, ILogger<JobCountsSnapshot> logger)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private volatile IReadOnlyList<JobGroup> _groups = [];
    private long _readAt;
    private int _hasRead;

    /// <summary>The counts of the last reading.</summary>
    public IReadOnlyList<JobGroup> Read()
    {
        if (Volatile.Read(ref _hasRead) == 0 || clock.GetElapsedTime(Interlocked.Read(ref _readAt)) > GoodFor)
        {
            // Stores that keep their counts in memory answer before this returns.
            _ = RefreshAsync(CancellationToken.None);
        }

        return _groups;
    }

    /// <summary>Reads the counts; a store that does not answer leaves the ones before.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _readAt, clock.GetTimestamp());
        Volatile.Write(ref _hasRead, 1);
        try
        {
            _groups = (await counts.ReadAsync(owner: null, cancellationToken)).Groups;
        }
        catch (StoreUnavailableException exception)
        {
            logger.CountsNotRead(exception);
        }
    }
}
