using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Events;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>
/// Jobs in SQLite. Decisions run on the writer thread, inside the transaction that stores them, so they never conflict and
/// run once.
/// </summary>
internal sealed class SqliteJobStore(GuardedDatabase database, EventSignals signals) : IJobStore
{
    public async Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var row = new JobRow(change.Record with { LastSeq = change.Events.Count });
        var existing = await database.WriteAsync(session =>
        {
            if (JobTable.TryInsert(session, row) is not { } key)
            {
                return JobTable.Find(session, row.Record.Job.JobId)!.Record;
            }

            JobParts.Write(session, key, change, firstSeq: 1);
            return null;
        });
        if (existing is null)
        {
            signals.Raise(row.Record.Job.JobId);
        }

        return existing;
    }

    public Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => JobTable.Find(session, jobId)?.Record));
    }

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => JobListing.Read(session, query)));
    }

    public async Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (outcome, appended) = await database.WriteAsync(session => Update(session, jobId, decide));
        if (appended)
        {
            signals.Raise(jobId);
        }

        return outcome;
    }

    public Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(session => JobListing.ReadOwed(session, limit)));
    }

    public async Task DeleteAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await database.WriteAsync(session =>
        {
            if (JobTable.Find(session, jobId) is { } job)
            {
                JobTable.Delete(session, job);
            }
        });
        signals.Raise(jobId);
    }

    private static (TOutcome? Outcome, bool Appended) Update<TOutcome>(
        SqliteSession session, string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide)
    {
        if (JobTable.Find(session, jobId) is not { } before)
        {
            return default;
        }

        var update = decide(before.Record);
        if (update.Change is { } change)
        {
            CreationFacts.RequireUnchanged(before.Record.Job, change.Record.Job);
            var firstSeq = before.Record.LastSeq + 1;
            JobParts.Write(session, before.Key, change, firstSeq);
            JobTable.Update(session, before, new JobRow(change.Record with { LastSeq = before.Record.LastSeq + change.Events.Count }));
        }

        return (update.Outcome, update.Change is { Events.Count: > 0 });
    }
}
