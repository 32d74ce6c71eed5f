using System.Collections.Concurrent;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// The instances in memory. One that waits stays as long as few do; beyond that the longest idle ones are dropped, and are
/// replayed from the store when something comes for them.
/// </summary>
internal sealed class InstanceDirectory(int maxIdle, Action<LiveInstance> runTurn, TurnThreads threads)
{
    private readonly ConcurrentDictionary<string, LiveInstance> _instances = new(StringComparer.Ordinal);
    private readonly LinkedList<LiveInstance> _idle = [];
    private readonly Lock _gate = new();

    public IEnumerable<LiveInstance> All => _instances.Select(entry => entry.Value);

    public void Post(string id, InstanceMessage message)
    {
        while (true)
        {
            var live = _instances.GetOrAdd(id, static (id, with) => new LiveInstance(id, with.RunTurn, with.Threads), (RunTurn: runTurn, Threads: threads));
            if (live.TryPost(message))
            {
                return;
            }

            Remove(live);
        }
    }

    /// <summary>Lets the instance rest, or go on when messages came meanwhile.</summary>
    public void TurnEnds(LiveInstance live)
    {
        // Read before resting: from then on another turn may change it.
        var isLoaded = live.Run is not null;
        if (!live.TryRest())
        {
            return;
        }

        if (isLoaded)
        {
            KeepWhileFew(live);
        }
        else
        {
            Retire(live);
        }
    }

    /// <summary>
    /// Gives an instance up that was ended or replaced past its code, which may never come back; the next message starts from what
    /// is stored.
    /// </summary>
    public void Discard(LiveInstance live)
    {
        var left = live.Discard();
        Remove(live);
        left.ForEach(message => Post(live.Id, message));
    }

    /// <inheritdoc cref="Discard(LiveInstance)"/>
    public void Discard(string id)
    {
        if (_instances.TryGetValue(id, out var live))
        {
            Discard(live);
        }
    }

    // The list may name instances that are busy again; retiring refuses those, and the end of their turn lists them anew.
    private void KeepWhileFew(LiveInstance live)
    {
        LiveInstance? longestIdle = null;
        lock (_gate)
        {
            if (live.IdleNode is { } node)
            {
                _idle.Remove(node);
            }

            live.IdleNode = _idle.AddLast(live);
            if (_idle.Count > maxIdle)
            {
                longestIdle = _idle.First!.Value;
                longestIdle.IdleNode = null;
                _idle.RemoveFirst();
            }
        }

        if (longestIdle is not null)
        {
            Retire(longestIdle);
        }
    }

    private void Retire(LiveInstance live)
    {
        if (live.TryRetire())
        {
            Remove(live);
        }
    }

    private void Remove(LiveInstance live) => _instances.TryRemove(KeyValuePair.Create(live.Id, live));
}
