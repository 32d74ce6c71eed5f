using Countersign.Contracts.Events;

namespace Countersign.Server.Live;

/// <summary>
/// What one subscriber has not taken yet, at most so many events. When there are more, <c>progress</c> events of a job that
/// follow each other become one, which says so; nothing else is ever left out.
/// </summary>
internal sealed class LiveQueue(int capacity)
{
    private readonly Queue<JobEvent> _events = new();

    public bool IsEmpty => _events.Count == 0;

    /// <summary>Adds an event; false when there is no room even after merging.</summary>
    public bool TryAdd(JobEvent entry)
    {
        _events.Enqueue(entry);
        if (_events.Count > capacity)
        {
            MergeProgress();
        }

        return _events.Count <= capacity;
    }

    public bool TryTake(out JobEvent entry) => _events.TryDequeue(out entry!);

    public void Clear() => _events.Clear();

    private void MergeProgress()
    {
        var kept = new List<JobEvent?>(_events.Count);
        var lastOfJob = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in _events)
        {
            var merged = entry;
            if (lastOfJob.TryGetValue(entry.JobId, out var last) && Follows(kept[last]!, entry))
            {
                merged = entry with { MergedFrom = kept[last]!.FirstSeq };
                kept[last] = null;
            }

            lastOfJob[entry.JobId] = kept.Count;
            kept.Add(merged);
        }

        _events.Clear();
        foreach (var entry in kept)
        {
            if (entry is not null)
            {
                _events.Enqueue(entry);
            }
        }
    }

    private static bool Follows(JobEvent before, JobEvent entry) =>
        before.Type == EventTypes.Progress && entry.Type == EventTypes.Progress && before.Seq + 1 == entry.FirstSeq;
}
