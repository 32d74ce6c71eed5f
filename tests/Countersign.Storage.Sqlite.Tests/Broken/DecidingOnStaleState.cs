using System.Collections.Concurrent;
using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Decides on the first state it ever saw of a job, as a store would that caches and checks no version.</summary>
public sealed class DecidingOnStaleState : BrokenStorage
{
    private readonly ConcurrentDictionary<string, JobRecord> _cache = new();

    public override IJobStore Jobs => new Store(this);

    private sealed class Store(DecidingOnStaleState storage) : BrokenJobStore(() => storage.Sound.Jobs)
    {
        public override Task<TOutcome?> UpdateAsync<TOutcome>(
            string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
            where TOutcome : default =>
            Sound.UpdateAsync(jobId, record => decide(storage._cache.GetOrAdd(jobId, record)), cancellationToken);
    }
}
