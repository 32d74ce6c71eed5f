using Countersign.Server.Ports;
using Countersign.Storage.Azure.Index;

namespace Countersign.Storage.Azure.Jobs;

/// <summary>Jobs in Tables: decided on a row as it was read, stored while it is still that row.</summary>
internal sealed class AzureJobStore(JobTable jobs, JobWriter writer, JobRemoval removal, JobListing listing, TimeProvider time)
    : IJobStore
{
    private readonly JobTurns _turns = new();

    public async Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        var jobId = change.Record.Job.JobId;
        var backoff = new Backoff($"Job '{jobId}'", time);
        using var turn = await _turns.TakeAsync(jobId, cancellationToken);
        while (true)
        {
            var existing = await jobs.FindAsync(jobId, cancellationToken);
            if (existing is { IsRemoving: false })
            {
                return existing.Record;
            }

            if (existing is not null)
            {
                await removal.RemoveAsync(jobId, backoff, cancellationToken);
            }

            if (await writer.TryWriteAsync(before: null, change, cancellationToken))
            {
                return null;
            }

            await backoff.WaitAsync(cancellationToken);
        }
    }

    public async Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken) =>
        await jobs.FindAsync(jobId, cancellationToken) is { IsRemoving: false } job ? job.Record : null;

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken) => listing.ReadAsync(query, cancellationToken);

    public async Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        var backoff = new Backoff($"Job '{jobId}'", time);
        using var turn = await _turns.TakeAsync(jobId, cancellationToken);
        while (await jobs.FindAsync(jobId, cancellationToken) is { IsRemoving: false } before)
        {
            var update = decide(before.Record);
            if (update.Change is null)
            {
                return update.Outcome;
            }

            CreationFacts.RequireUnchanged(before.Record.Job, update.Change.Record.Job);
            if (await writer.TryWriteAsync(before, update.Change, cancellationToken))
            {
                return update.Outcome;
            }

            await backoff.WaitAsync(cancellationToken);
        }

        return default;
    }

    public Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken) =>
        listing.ReadOwedAsync(limit, cancellationToken);

    public async Task DeleteAsync(string jobId, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(jobId, cancellationToken);
        await removal.RemoveAsync(jobId, new Backoff($"Job '{jobId}'", time), cancellationToken);
    }
}
