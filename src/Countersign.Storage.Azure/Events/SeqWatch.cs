using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Events;

/// <summary>The newest event number of one job, read at most once in a while however many ask.</summary>
internal sealed class SeqWatch(string jobId, JobTable jobs, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim _reading = new(1);
    private long? _readAt;
    private long _lastSeq;

    public string JobId => jobId;

    /// <summary>Guarded by the owner's lock.</summary>
    public int Members { get; set; }

    public async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_readAt is not { } readAt || time.GetElapsedTime(readAt) >= GoodFor)
            {
                _lastSeq = await jobs.FindLastSeqAsync(jobId, cancellationToken);
                _readAt = time.GetTimestamp();
            }

            return _lastSeq;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
