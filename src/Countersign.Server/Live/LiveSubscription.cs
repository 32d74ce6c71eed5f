using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Server.Access;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Live;

/// <summary>
/// One subscriber's view of the log: first what is stored, then what comes, each event of a job once and in order. What is
/// stored is read at the subscriber's own pace; what comes waits in a bounded queue, and a subscriber that lets it
/// overflow is cut off. It resumes after the last number it has seen.
/// </summary>
/// <remarks>
/// Announcements only say what is new. Whenever one does not continue what the subscriber has, the log is read instead, so
/// neither their order nor their loss makes a gap.
/// </remarks>
public sealed class LiveSubscription : IDisposable
{
    /// <summary>How many events may wait for one subscriber.</summary>
    public const int QueueLength = 100;

    private const int PageSize = 100;

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource<string> _overflow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LiveQueue _queue = new(QueueLength);
    private readonly JobCursors _cursors = new();
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly LiveFeed _feed;
    private readonly IJobStore _jobs;
    private readonly IEventLog _log;
    private readonly Caller? _caller;
    private readonly long? _after;
    private bool _isLive;

    /// <param name="feed">Where announcements come from; from here on the subscription hears them.</param>
    /// <param name="jobs">Finds a task's jobs.</param>
    /// <param name="log">What is stored.</param>
    /// <param name="topic">What is followed.</param>
    /// <param name="caller">Whose jobs of a task or of all; null where the caller is known to be allowed to read the one job.</param>
    /// <param name="after">The number after which stored events are wanted; null for none of them.</param>
    internal LiveSubscription(LiveFeed feed, IJobStore jobs, IEventLog log, LiveTopic topic, Caller? caller, long? after)
    {
        (_feed, _jobs, _log, Topic, _caller, _after) = (feed, jobs, log, topic, caller, after);
        if (topic.JobId is { } jobId)
        {
            _cursors.Begin(jobId, after ?? 0);
            _unread.Add(jobId);
        }

        feed.Add(this);
    }

    /// <summary>What is followed.</summary>
    public LiveTopic Topic { get; }

    /// <summary>Completes, with the reason, when the subscriber has been too slow; never otherwise.</summary>
    public Task<string> Overflowed => _overflow.Task;

    /// <summary>The events. To be read once, by one reader; ends when the subscriber was too slow.</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read right now.</exception>
    public async IAsyncEnumerable<JobEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Topic.TaskId is { } taskId && _after is { } after)
        {
            await ExpectJobsOfAsync(taskId, after, cancellationToken);
        }

        while (!Overflowed.IsCompleted)
        {
            while (TakeUnread() is { } jobId)
            {
                await foreach (var entry in ReadStoredAsync(jobId, long.MaxValue, cancellationToken))
                {
                    yield return entry;
                }
            }

            while (TryTakeQueued(out var next))
            {
                await foreach (var entry in ContinueWithAsync(next, cancellationToken))
                {
                    yield return entry;
                }
            }

            await _news.Reader.ReadAsync(cancellationToken);
        }
    }

    /// <summary>Stops hearing announcements.</summary>
    public void Dispose() => _feed.Remove(this);

    /// <summary>Takes an announcement. Never waits: it runs where the events were committed.</summary>
    internal void Offer(CommittedEvents committed)
    {
        if (!MayRead(committed.Job))
        {
            return;
        }

        lock (_lock)
        {
            if (Overflowed.IsCompleted)
            {
                return;
            }

            var events = committed.Events;
            _cursors.Expect(committed.Job.JobId, events[0].Seq - 1);

            // One change with more events than the queue holds is a burst, and no sign of a slow subscriber.
            _isLive &= events.Count <= QueueLength || !_queue.IsEmpty;
            if (!_isLive)
            {
                _unread.Add(committed.Job.JobId);
            }
            else if (!events.All(_queue.TryAdd))
            {
                CutOff();
            }
        }

        _news.Writer.TryWrite(true);
    }

    private void CutOff()
    {
        _feed.Remove(this);
        _queue.Clear();
        _overflow.TrySetResult(
            $"Too slow: more than {QueueLength} events were waiting. Subscribe again with after_seq, the number of the last event you have.");
    }

    private bool MayRead(Job job) => _caller is null || ApproverRules.MayRead(_caller, job);

    private async Task ExpectJobsOfAsync(string taskId, long after, CancellationToken cancellationToken)
    {
        var query = new JobQuery { TaskId = taskId, OldestFirst = true, Limit = PageSize };
        do
        {
            var page = await _jobs.ListAsync(query, cancellationToken);
            lock (_lock)
            {
                foreach (var record in page.Items.Where(record => MayRead(record.Job)))
                {
                    // Nothing has been handed out yet: an announcement that came meanwhile does not decide where to begin.
                    _cursors.Begin(record.Job.JobId, Math.Min(after, record.LastSeq));
                    _unread.Add(record.Job.JobId);
                }
            }

            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
    }

    /// <summary>A job whose log has to be read. Without one, announcements are queued from here on.</summary>
    private string? TakeUnread()
    {
        lock (_lock)
        {
            // Nothing waits in the queue while a log is unread, so the log never overtakes it.
            var jobId = _unread.FirstOrDefault();
            if (jobId is null)
            {
                _isLive = true;
            }
            else
            {
                _unread.Remove(jobId);
            }

            return jobId;
        }
    }

    private bool TryTakeQueued(out JobEvent entry)
    {
        lock (_lock)
        {
            return _queue.TryTake(out entry);
        }
    }

    private async IAsyncEnumerable<JobEvent> ContinueWithAsync(
        JobEvent next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var missing in ReadStoredAsync(next.JobId, next.FirstSeq, cancellationToken))
        {
            yield return missing;
        }

        if (TryAdvance(next) is { } entry)
        {
            yield return entry;
        }
    }

    /// <summary>Reads on from where the subscriber is, up to an event that it will get otherwise.</summary>
    private async IAsyncEnumerable<JobEvent> ReadStoredAsync(
        string jobId, long until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (CursorOf(jobId) is var after && after + 1 < until)
        {
            var page = await _log.ReadAsync(jobId, after, PageSize, type: null, cancellationToken);
            foreach (var stored in page.TakeWhile(stored => stored.Seq < until))
            {
                if (TryAdvance(stored) is { } entry)
                {
                    yield return entry;
                }
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    /// <summary>The part of the event that the subscriber does not have yet; null when it has all of it.</summary>
    private JobEvent? TryAdvance(JobEvent entry)
    {
        lock (_lock)
        {
            var cursor = _cursors[entry.JobId];
            if (entry.Seq <= cursor)
            {
                return null;
            }

            _cursors.Advance(entry, hasEnded: EventTypes.EndsStream(entry.Type) && !_unread.Contains(entry.JobId));
            return entry.FirstSeq > cursor ? entry : entry with { MergedFrom = cursor + 1 == entry.Seq ? null : cursor + 1 };
        }
    }

    private long CursorOf(string jobId)
    {
        lock (_lock)
        {
            return _cursors[jobId];
        }
    }
}
