using Countersign.Contracts.Events;
using Countersign.Server.Live;
using Countersign.Server.Access;
using Countersign.Server.Limits;
using Countersign.Server.Ports;
using Countersign.Server.Turns;
using Countersign.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countersign.Server.Tests.Live;

/// <summary>
/// Jobs and their logs in memory, committed under one lock. A hook runs after each commit and before its caller hears of it:
/// there, a test lets callers overtake each other.
/// </summary>
internal sealed class MemoryJobs : IJobStore, IEventLog
{
    private readonly Dictionary<string, JobRecord> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JobEvent>> _events = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public MemoryJobs()
    {
        Announcing = AnnouncingTo(Feed);
        Subscriptions = new LiveSubscriptions(Feed, this, this);
    }

    public LiveFeed Feed { get; } = new();

    /// <summary>The store as a host has it.</summary>
    public IJobStore Announcing { get; }

    public LiveSubscriptions Subscriptions { get; }

    public Func<Task> AfterCommit { get; set; } = () => Task.CompletedTask;

    /// <summary>Whether each decision is first made on a state that is no longer so, as after a conflict.</summary>
    public bool DecidesTwice { get; set; }

    public IJobStore AnnouncingTo(IEventAnnouncer announcer) =>
        new AnnouncingJobStore(this, announcer, new JobTurns(new EffectiveLimits(new LimitsOptions(), new ClosedCallerSource()), TimeProvider.System), NullLogger<AnnouncingJobStore>.Instance);

    /// <summary>A change with events of these types, through the announcing store.</summary>
    public Task AppendAsync(string jobId, params string[] types) => AppendAsync(Announcing, jobId, types);

    public static Task AppendAsync(IJobStore jobs, string jobId, params string[] types) => jobs.UpdateAsync(
        jobId,
        record => new JobUpdate<bool>(true, new JobChange { Record = record, Events = [.. types.Select(type => new EventDraft(type))] }),
        CancellationToken.None);

    /// <summary>Adds a job with these events already in its log.</summary>
    public Task CreateAsync(string jobId, string? task = null, string owner = "ann", params string[] types)
    {
        var builder = new JobBuilder(jobId).Owner(owner);
        return Announcing.TryCreateAsync(
            (task is null ? builder : builder.Task(task)).Creation([.. types.Select(type => new EventDraft(type))]), CancellationToken.None);
    }

    public async Task<JobRecord?> TryCreateAsync(JobChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_jobs.TryGetValue(change.Record.Job.JobId, out var existing))
            {
                return existing;
            }

            _events[change.Record.Job.JobId] = [];
            Store(change, lastSeq: 0);
        }

        await AfterCommit();
        return null;
    }

    public async Task<TOutcome?> UpdateAsync<TOutcome>(
        string jobId, Func<JobRecord, JobUpdate<TOutcome>> decide, CancellationToken cancellationToken)
    {
        JobUpdate<TOutcome> update;
        lock (_lock)
        {
            if (!_jobs.TryGetValue(jobId, out var before))
            {
                return default;
            }

            if (DecidesTwice)
            {
                decide(before with { LastSeq = before.LastSeq + 5 });
            }

            update = decide(before);
            if (update.Change is { } change)
            {
                Store(change, before.LastSeq);
            }
        }

        await AfterCommit();
        return update.Outcome;
    }

    public Task<JobRecord?> GetAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_jobs.GetValueOrDefault(jobId));
        }
    }

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = _jobs.Values.Where(record => record.Job.TaskId == query.TaskId).ToArray();
            return Task.FromResult(new JobPage(found, found.Length, null));
        }
    }

    public Task<IReadOnlyList<JobEvent>> ReadAsync(string jobId, long after, int limit, string? type, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<JobEvent>>(
                [.. _events.GetValueOrDefault(jobId, []).Where(entry => entry.Seq > after && (type is null || entry.Type == type)).Take(limit)]);
        }
    }

    public Task WaitAsync(string jobId, long after, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobRecord>> ListOwedAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void Store(JobChange change, long lastSeq)
    {
        var jobId = change.Record.Job.JobId;
        foreach (var draft in change.Events)
        {
            _events[jobId].Add(draft.ToEvent(change.Record, ++lastSeq));
        }

        _jobs[jobId] = change.Record with { LastSeq = lastSeq };
    }
}
