using Countersign.Storage.Azure.Jobs;

namespace Countersign.Storage.Azure.Events;

/// <summary>Lets all who wait for a job's events share one reading of its row.</summary>
internal sealed class SeqWatches(JobTable jobs, TimeProvider time)
{
    private readonly Dictionary<string, SeqWatch> _watches = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Waits with others for the job; disposing what is returned leaves them.</summary>
    public SeqWatchMember Join(string jobId)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(jobId, out var watch))
            {
                watch = new SeqWatch(jobId, jobs, time);
                _watches.Add(jobId, watch);
            }

            watch.Members++;
            return new SeqWatchMember(this, watch);
        }
    }

    internal void Leave(SeqWatch watch)
    {
        lock (_lock)
        {
            if (--watch.Members == 0)
            {
                _watches.Remove(watch.JobId);
                watch.Dispose();
            }
        }
    }

    internal int Count()
    {
        lock (_lock)
        {
            return _watches.Count;
        }
    }
}
