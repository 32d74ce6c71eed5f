using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>
/// The jobs that changed last, as they stand in the database: a running job is read many times for each time it is written.
/// </summary>
/// <remarks>
/// One process owns the file. Only the writer fills the cache: what it publishes is committed, and what it has not committed yet it alone
/// sees. Should somebody else write to the file all the same, the writer's next transaction notices and forgets everything.
/// </remarks>
/// <param name="capacity">How many jobs are kept; beyond that, those that changed longest ago go.</param>
internal sealed class JobCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<StoredJob>> _committed = new(StringComparer.Ordinal);
    private readonly LinkedList<StoredJob> _byAge = [];
    private readonly Lock _lock = new();

    // The writer's own, for one transaction; an abandoned transaction's content is dropped when the next one begins.
    private readonly Dictionary<string, StoredJob> _uncommitted = new(StringComparer.Ordinal);
    private long _batch;
    private long _foreignWrites;

    /// <summary>The job as last committed; null when it is not kept.</summary>
    public StoredJob? Find(string jobId)
    {
        lock (_lock)
        {
            return _committed.TryGetValue(jobId, out var node) ? node.Value : null;
        }
    }

    /// <summary>The job as the writer sees it in its transaction; null when it is not kept.</summary>
    public StoredJob? Find(SqliteSession writer, string jobId)
    {
        BeginBatch(writer);
        return _uncommitted.TryGetValue(jobId, out var job) ? job : Find(jobId);
    }

    /// <summary>
    /// Notes what the writer wrote, as the last thing of its unit of work. Until it is published, readers go to the file: between
    /// the commit and the publication, who has seen the change's events would else be shown the job as it was before them.
    /// </summary>
    public void Note(SqliteSession writer, StoredJob job)
    {
        BeginBatch(writer);
        _uncommitted[job.Record.Job.JobId] = job;
        Remove(job.Record.Job.JobId);
    }

    /// <summary>
    /// Keeps what was committed, on the writer's thread and before its next transaction. Of several changes of a job in one
    /// transaction only the last is kept: their events became readable together.
    /// </summary>
    public void Publish(StoredJob job)
    {
        var jobId = job.Record.Job.JobId;
        if (!ReferenceEquals(_uncommitted.GetValueOrDefault(jobId), job))
        {
            return;
        }

        lock (_lock)
        {
            _committed.Add(jobId, _byAge.AddLast(job));
            if (_byAge.Count > capacity)
            {
                _committed.Remove(_byAge.First!.Value.Record.Job.JobId);
                _byAge.RemoveFirst();
            }
        }
    }

    private void Remove(string jobId)
    {
        lock (_lock)
        {
            if (_committed.Remove(jobId, out var node))
            {
                _byAge.Remove(node);
            }
        }
    }

    private void BeginBatch(SqliteSession writer)
    {
        if (_batch != writer.Batch)
        {
            _uncommitted.Clear();
            _batch = writer.Batch;
        }

        if (_foreignWrites != writer.ForeignWrites)
        {
            _foreignWrites = writer.ForeignWrites;
            Clear();
        }
    }

    private void Clear()
    {
        lock (_lock)
        {
            _committed.Clear();
            _byAge.Clear();
        }
    }
}
