using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>
/// Brings external events and the waits for them together. An event without a wait is kept, oldest first; among several
/// waits for one name the newest is served first, as on Durable Functions.
/// </summary>
internal sealed class EventMailbox
{
    private readonly Dictionary<string, List<EventWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _kept = [];

    public int WaiterCount { get; private set; }

    /// <summary>Events that nobody awaited yet, in the order in which they came.</summary>
    public IReadOnlyList<HistoryEvent> Kept => _kept;

    public void Deliver(HistoryEvent raised)
    {
        if (!_waiters.TryGetValue(raised.Name!, out var waiters))
        {
            _kept.Add(raised);
            return;
        }

        var newest = waiters[^1];
        Remove(raised.Name!, newest);
        newest.Complete(raised.Payload);
    }

    /// <summary>Serves the wait from the kept events, or has it wait.</summary>
    public void Add(string name, EventWaiter waiter)
    {
        var kept = _kept.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (kept >= 0)
        {
            var raised = _kept[kept];
            _kept.RemoveAt(kept);
            waiter.Complete(raised.Payload);
            return;
        }

        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters.Add(name, waiters = []);
        }

        waiters.Add(waiter);
        WaiterCount++;
    }

    /// <summary>Forgets a wait; false when it has been served.</summary>
    public bool Remove(string name, EventWaiter waiter)
    {
        if (!_waiters.TryGetValue(name, out var waiters) || !waiters.Remove(waiter))
        {
            return false;
        }

        WaiterCount--;
        if (waiters.Count == 0)
        {
            _waiters.Remove(name);
        }

        return true;
    }
}
