namespace Countersign.Server.Live;

/// <summary>Counts a client's calls within the last minute.</summary>
internal sealed class CallRate(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _calls = new();
    private readonly Lock _lock = new();

    /// <summary>Counts one more; false when it is one too many.</summary>
    public bool TryCount()
    {
        lock (_lock)
        {
            while (_calls.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Minute)
            {
                _calls.Dequeue();
            }

            if (_calls.Count == LiveLimits.CallsPerMinute)
            {
                return false;
            }

            _calls.Enqueue(clock.GetTimestamp());
            return true;
        }
    }
}
