using Countersign.Server.Ports;

namespace Countersign.Server.Tests.Audit;

/// <summary>A store of one job, in memory, that remembers the changes it was given.</summary>
internal sealed class OneJobStore(JobRecord record) : IJobStore
{
    public JobRecord Record { get; set; } = record;

    public List<JobChange> Changes { get; } = [];

    public Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        Changes.Add(change);
        Record = change.Record;
        return Task.FromResult<JobRecord?>(null);
    }

    public Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult<JobRecord?>(Record);

    public Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        // Twice, as a store does that was overtaken the first time.
        _ = decide(Record);
        var update = decide(Record);
        if (update.Change is { } change)
        {
            Changes.Add(change);
            Record = change.Record;
        }

        return Task.FromResult<TOutcome?>(update.Outcome);
    }

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
