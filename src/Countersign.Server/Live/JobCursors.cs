using Countersign.Contracts.Events;

namespace Countersign.Server.Live;

/// <summary>How far one subscriber has come in each job's log.</summary>
internal sealed class JobCursors
{
    /// <summary>Jobs that have ended are remembered a while, because a late announcement must not look like a new job.</summary>
    private const int RememberedEnds = 1000;

    private readonly Dictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);
    private readonly Queue<string> _ended = new();

    /// <summary>The number of the last event that the subscriber has; where it began when it has none.</summary>
    public long this[string jobId] => _cursors[jobId].Seq;

    /// <summary>Begins after <paramref name="seq"/>, whatever was noted before.</summary>
    public void Begin(string jobId, long seq) => _cursors[jobId] = new Cursor(seq, HasEnded: false);

    /// <summary>Notes that events of the job are to come; begins after <paramref name="seq"/> where it was unknown.</summary>
    public void Expect(string jobId, long seq) =>
        _cursors[jobId] = _cursors.TryGetValue(jobId, out var known) ? known with { HasEnded = false } : new Cursor(seq, HasEnded: false);

    /// <summary>Notes that the subscriber has the event, and whether it is the last that is known of.</summary>
    public void Advance(JobEvent entry, bool hasEnded)
    {
        _cursors[entry.JobId] = new Cursor(entry.Seq, hasEnded);
        if (hasEnded)
        {
            _ended.Enqueue(entry.JobId);
        }

        while (_ended.Count > RememberedEnds)
        {
            var jobId = _ended.Dequeue();
            if (_cursors.TryGetValue(jobId, out var cursor) && cursor.HasEnded)
            {
                _cursors.Remove(jobId);
            }
        }
    }

    private readonly record struct Cursor(long Seq, bool HasEnded);
}
