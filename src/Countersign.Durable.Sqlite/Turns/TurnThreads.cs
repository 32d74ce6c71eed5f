namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// Where turns run: on the thread pool, as long as code comes back. While some does not, further turns run on threads of the
/// engine's own, of which there are as many as processors beyond those that are held up; so neither the pool, which the host
/// lives on, nor other instances starve. An orchestration that holds up too many threads gets no more until some come back.
/// </summary>
/// <param name="maxStuck">How many threads one orchestration may hold up.</param>
internal sealed class TurnThreads(int maxStuck)
{
    /// <summary>Code that is found in the same turn twice in a row is held up. Costs a look at the instances in memory.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>More turns than ever run at a time while code comes back: they wait for processors then, and not for each other.</summary>
    private static readonly int MaxOnPool = Math.Max(16, 4 * Environment.ProcessorCount);

    private readonly Queue<LiveInstance> _queue = [];
    private readonly List<LiveInstance> _held = [];
    private readonly object _gate = new();
    private Dictionary<LiveInstance, int> _entered = [];
    private int _threads;
    private int _poolThreadsAdded;
    private int _runningOnPool;
    private bool _stopped;
    private volatile bool _ownThreads;
    private volatile HashSet<string>? _closed;

    /// <summary>Begins to look after the turns of these instances.</summary>
    public void Start(InstanceDirectory instances) =>
        new Thread(() => Watch(instances)) { Name = "durable-watch", IsBackground = true }.Start();

    /// <summary>Has a turn run soon.</summary>
    public void Queue(LiveInstance live)
    {
        if (!TryTakeOver(live))
        {
            ThreadPool.UnsafeQueueUserWorkItem(live, preferLocal: false);
        }
    }

    /// <summary>Runs a turn on a thread of the pool, unless code is stuck or has too many of those: it might hold up one more.</summary>
    public void RunOnPool(LiveInstance live)
    {
        var running = Interlocked.Increment(ref _runningOnPool);
        try
        {
            if (running > MaxOnPool)
            {
                UseOwnThreads();
            }

            if (!TryTakeOver(live))
            {
                live.RunTurn();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _runningOnPool);
        }
    }

    /// <summary>Refuses code of an orchestration that holds up too many threads already.</summary>
    /// <exception cref="HeldBackException">The turn has to wait.</exception>
    public void Admit(string orchestration)
    {
        if (_closed is { } closed && closed.Contains(orchestration))
        {
            throw new HeldBackException(orchestration);
        }
    }

    /// <summary>Keeps an instance, which stays busy, until its orchestration is admitted again.</summary>
    public void HoldBack(LiveInstance live)
    {
        lock (_gate)
        {
            // Admitted again since it was refused, perhaps: then nobody would look for it here.
            if (_closed is { } closed && closed.Contains(live.Orchestration!))
            {
                live.IsHeldBack = true;
                _held.Add(live);
                return;
            }
        }

        Queue(live);
    }

    /// <summary>Starts no more threads, and gives what waits for one to the pool, to be turned away.</summary>
    public void Stop()
    {
        LiveInstance[] left;
        lock (_gate)
        {
            _stopped = true;
            left = [.. _queue, .. _held];
            _queue.Clear();
            _held.Clear();
            Monitor.PulseAll(_gate);
        }

        foreach (var item in left)
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }

    private bool TryTakeOver(LiveInstance live) => _ownThreads && TryQueueOwn(live);

    // The watch goes back to the pool where nothing turns out to be stuck.
    private void UseOwnThreads()
    {
        lock (_gate)
        {
            _ownThreads = !_stopped;
            AddThreads(Environment.ProcessorCount);
        }
    }

    private bool TryQueueOwn(LiveInstance live)
    {
        lock (_gate)
        {
            if (!_ownThreads || _stopped)
            {
                return false;
            }

            _queue.Enqueue(live);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    // A thread of its own: on the pool it would wait behind what it is there to notice.
    private void Watch(InstanceDirectory instances)
    {
        while (!IsStoppedAfter(Interval))
        {
            Look(instances);
        }

        CompensatePool(0);
    }

    private bool IsStoppedAfter(TimeSpan interval)
    {
        var until = Environment.TickCount64 + (long)interval.TotalMilliseconds;
        lock (_gate)
        {
            while (!_stopped && until - Environment.TickCount64 is > 0 and var rest)
            {
                Monitor.Wait(_gate, (int)rest);
            }

            return _stopped;
        }
    }

    private void Look(InstanceDirectory instances)
    {
        var entered = new Dictionary<LiveInstance, int>();
        var stuck = new List<LiveInstance>();
        foreach (var live in instances.All)
        {
            if (live.CodeEntry is not 0 and var entry)
            {
                entered[live] = entry;
                if (_entered.TryGetValue(live, out var before) && before == entry)
                {
                    stuck.Add(live);
                }
            }
        }

        _entered = entered;
        if (stuck.Count > 0 || _ownThreads)
        {
            var onPool = stuck.Count(live => live.CodeIsOnPool);
            Provide(stuck, stuck.Count - onPool);
            CompensatePool(onPool);
        }
    }

    // The pool adds threads of its own accord only slowly, and takes a blocked one for a working one.
    private void CompensatePool(int stuck)
    {
        if (stuck != _poolThreadsAdded)
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            ThreadPool.SetMinThreads(Math.Max(workers + stuck - _poolThreadsAdded, 1), ports);
            _poolThreadsAdded = stuck;
        }
    }

    private void Provide(List<LiveInstance> stuck, int stuckOnOwn)
    {
        var full = stuck.GroupBy(live => live.Orchestration ?? "").Where(group => group.Count() >= maxStuck).Select(group => group.Key);
        var closed = full.ToHashSet(StringComparer.Ordinal);

        // Twice as many as before while the limit is far, so that it is found out soon whether others block too.
        var spare = Environment.ProcessorCount + Math.Clamp(maxStuck - stuck.Count, 0, stuckOnOwn);
        LiveInstance[] released;
        lock (_gate)
        {
            _closed = closed.Count == 0 ? null : closed;
            _ownThreads = stuck.Count > 0 && !_stopped;
            AddThreads(stuckOnOwn + spare);

            released = [.. _held.Where(live => !closed.Contains(live.Orchestration!))];
            _held.RemoveAll(released.Contains);
            Monitor.PulseAll(_gate);
        }

        foreach (var live in released)
        {
            live.IsHeldBack = false;
            Queue(live);
        }
    }

    private void AddThreads(int wanted)
    {
        for (; _ownThreads && _threads < wanted; _threads++)
        {
            new Thread(Work) { Name = "durable-turns", IsBackground = true }.Start();
        }
    }

    private void Work()
    {
        while (Next() is { } turn)
        {
            turn.RunTurn();
        }
    }

    /// <summary>Waits for a turn; null when the pool takes over again.</summary>
    private LiveInstance? Next()
    {
        lock (_gate)
        {
            LiveInstance? next;
            while (!_queue.TryDequeue(out next) && _ownThreads && !_stopped)
            {
                Monitor.Wait(_gate);
            }

            _threads -= next is null ? 1 : 0;
            return next;
        }
    }
}
