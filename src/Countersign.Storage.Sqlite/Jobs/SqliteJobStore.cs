using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Sqlite;
using Countersign.Storage.Sqlite.Artifacts;
using Countersign.Storage.Sqlite.Contents;
using Countersign.Storage.Sqlite.Events;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>
/// Jobs in SQLite. Decisions run on the writer thread, inside the transaction that stores them, so they never conflict and
/// run once.
/// </summary>
internal sealed class SqliteJobStore(GuardedDatabase database, EventSignals signals, JobTally tally, ContentFolder artifacts) : IJobStore
{
    // With inputs of ordinary size some five megabytes.
    private const int CachedJobs = 1000;

    // An input may have a megabyte; what is kept must stay small.
    private const int LongestCached = 16 * 1024;

    // Of plans, decisions, analyses and steps, which take several times as much as objects.
    private const int LongestKnown = 8 * 1024;

    private readonly JobCache _cache = new(CachedJobs);

    public async Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var row = new JobRow(change.Record with { LastSeq = change.Events.Count });
        var (created, existing) = await database.WriteAsync(session => Create(session, row, change), written => Publish(before: null, written.Created));
        if (created is not null)
        {
            signals.Raise(row.Record.Job.JobId);
        }

        return existing;
    }

    public Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = _cache.Find(jobId) ?? database.Read(session => JobTable.Find(session, jobId));
        return Task.FromResult(job?.Record);
    }

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var forecast = tally.Forecast(query);
        return Task.FromResult(database.Read(session => JobListing.Read(session, query, forecast)));
    }

    public async Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (outcome, _, _, appended) = await database.WriteAsync(
            session => Update(session, jobId, decide), updated => Publish(updated.Before, updated.Written));
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
        var (_, contents) = await database.WriteAsync(
            session => Delete(session, jobId), done => tally.Move(done.Removed?.Record.Job, after: null));
        foreach (var contentId in contents)
        {
            artifacts.TryRemove(contentId);
        }

        signals.Raise(jobId);
    }

    private (StoredJob? Created, JobRecord? Existing) Create(SqliteSession session, JobRow row, JobChange change)
    {
        if (JobTable.TryInsert(session, row) is not { } key)
        {
            return (null, JobTable.Find(session, row.Record.Job.JobId)!.Record);
        }

        var length = JobParts.Write(session, key, change, firstSeq: 1);
        return (Note(session, key, row, KnownParts.None, change, length), null);
    }

    /// <returns>The job, and what it had in the folder of artifacts.</returns>
    private (StoredJob? Removed, IReadOnlyList<string> Contents) Delete(SqliteSession session, string jobId)
    {
        if (JobTable.Find(session, jobId) is not { } job)
        {
            return (null, []);
        }

        var contents = job.Record.ArtifactCount > 0 ? ArtifactTable.ContentsOf(session, job.Key) : [];
        JobTable.Delete(session, job);
        _cache.Note(session, job with { IsDeleted = true });
        return (job, contents);
    }

    private (TOutcome? Outcome, Job? Before, StoredJob? Written, bool Appended) Update<TOutcome>(
        SqliteSession session, string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide)
    {
        if ((_cache.Find(session, jobId) ?? JobTable.Find(session, jobId)) is not { IsDeleted: false } before)
        {
            return default;
        }

        var update = decide(before.Record);
        if (update.Change is not { } change)
        {
            return (update.Outcome, null, null, false);
        }

        CreationFacts.RequireUnchanged(before.Record.Job, change.Record.Job);
        var firstSeq = before.Record.LastSeq + 1;
        var length = JobParts.Write(session, before.Key, change, firstSeq);
        var row = new JobRow(change.Record with { LastSeq = before.Record.LastSeq + change.Events.Count });
        JobTable.Update(session, before, row);
        return (update.Outcome, before.Record.Job, Note(session, before.Key, row, before.Record.Known, change, before.KnownLength + length), change.Events.Count > 0);
    }

    private StoredJob Note(SqliteSession session, long key, JobRow row, KnownParts? before, JobChange change, int knownLength)
    {
        var known = knownLength <= LongestKnown ? before?.After(change) : null;
        var written = new StoredJob(key, row.Record with { Known = known }, row.InputApart) { KnownLength = knownLength };
        _cache.Note(session, written);
        return written;
    }

    private void Publish(Job? before, StoredJob? written)
    {
        tally.Move(before, written?.Record.Job);
        if (written is { InputApart: false } or { InputLength: <= LongestCached })
        {
            _cache.Publish(written);
        }
    }
}
