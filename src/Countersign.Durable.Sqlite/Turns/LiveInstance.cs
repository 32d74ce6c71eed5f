using Countersign.Durable.Sqlite.Activities;
using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Replay;
using Countersign.Durable.Sqlite.Storage;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// An instance in memory: its messages, and its code where that is loaded. Sees to it that an instance has one turn at a time.
/// </summary>
internal sealed class LiveInstance(string id, Action<LiveInstance> runTurn, TurnThreads threads) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private List<InstanceMessage> _mailbox = [];
    private LivePhase _phase = LivePhase.Idle;
    private long _codeRunsSince;
    private long _deferredSince;
    private int _codeEntries;
    private int _codeEntry;
    private volatile bool _isHeldBack;

    public string Id { get; } = id;

    /// <summary>The instance as of the last commit; null when not loaded. Touched by turns only, like everything below.</summary>
    public StoredInstance? Stored { get; private set; }

    public OrchestrationRun? Run { get; private set; }

    /// <summary>The status and activity that the last turn wrote; null before the first since it was loaded.</summary>
    public (RuntimeStatus Status, bool IsActive)? Written { get; set; }

    /// <summary>How many events the stored history holds.</summary>
    public long HistoryLength { get; set; }

    /// <summary>The timers that the store holds.</summary>
    public HashSet<int> StoredTimers { get; } = [];

    /// <summary>What turns came to that was not written yet, and will be with a later one (<see cref="DeferredTurns"/>).</summary>
    public List<HistoryEvent> Deferred { get; } = [];

    /// <summary>When the first of <see cref="Deferred"/> came about, as a timestamp; 0 while there is none. Read by any thread.</summary>
    public long DeferredSince
    {
        get => Volatile.Read(ref _deferredSince);
        set => Volatile.Write(ref _deferredSince, value);
    }

    /// <summary>Activities that run or whose answers are on their way, and so must not be started again.</summary>
    public HashSet<int> Dispatched { get; } = [];

    /// <summary>Those of <see cref="Dispatched"/> that turns started which are not written yet.</summary>
    public List<ActivityCall> Early { get; } = [];

    /// <summary>How often in a row its turns could not be written.</summary>
    public int Setbacks { get; set; }

    /// <summary>Its place among the idle instances, which the directory keeps.</summary>
    public LinkedListNode<LiveInstance>? IdleNode { get; set; }

    /// <summary>The name of its orchestration; null until it is first loaded.</summary>
    public string? Orchestration { get; set; }

    /// <summary>The timestamp at which the code was entered; 0 while it is not running. Read by any thread, like all below.</summary>
    public long CodeRunsSince => Volatile.Read(ref _codeRunsSince);

    /// <summary>A number of its own for each time the code was entered; 0 while it is not running.</summary>
    public int CodeEntry => Volatile.Read(ref _codeEntry);

    /// <summary>Whether the code that is running was entered on a thread of the pool.</summary>
    public bool CodeIsOnPool { get; private set; }

    /// <summary>Whether its turn waits because too many others of its orchestration are stuck.</summary>
    public bool IsHeldBack
    {
        get => _isHeldBack;
        set => _isHeldBack = value;
    }

    /// <summary>Whether this object is out of use, so that a turn under way on it no longer counts.</summary>
    public bool IsRetired
    {
        get
        {
            lock (_gate)
            {
                return _phase is LivePhase.Retired;
            }
        }
    }

    void IThreadPoolWorkItem.Execute() => threads.RunOnPool(this);

    /// <summary>Runs the turn up to its first wait, on the calling thread.</summary>
    public void RunTurn() => runTurn(this);

    /// <summary>Queues a message and, unless a turn is under way already, a turn; false when this object has been retired.</summary>
    public bool TryPost(InstanceMessage message)
    {
        lock (_gate)
        {
            if (_phase is LivePhase.Retired)
            {
                return false;
            }

            _mailbox.Add(message);
            if (_phase is LivePhase.Busy)
            {
                return true;
            }

            _phase = LivePhase.Busy;
        }

        Queue();
        return true;
    }

    /// <summary>Notes that the code is running from now on.</summary>
    public void EnterCode(long timestamp)
    {
        CodeIsOnPool = Thread.CurrentThread.IsThreadPoolThread;
        Volatile.Write(ref _codeRunsSince, Math.Max(timestamp, 1));
        Volatile.Write(ref _codeEntry, ++_codeEntries);
    }

    public void LeaveCode()
    {
        Volatile.Write(ref _codeEntry, 0);
        Volatile.Write(ref _codeRunsSince, 0);
    }

    /// <summary>Takes the messages for the turn that begins.</summary>
    public List<InstanceMessage> TakeMessages()
    {
        lock (_gate)
        {
            var taken = _mailbox;
            _mailbox = [];
            return taken;
        }
    }

    /// <summary>Takes the requests that wait for a turn, and whose senders wait with them.</summary>
    public List<InstanceMessage> TakeRequests()
    {
        lock (_gate)
        {
            var requests = _mailbox.Where(message => message.IsAwaited).ToList();
            _mailbox.RemoveAll(message => message.IsAwaited);
            return requests;
        }
    }

    /// <summary>Puts messages of a turn that failed back before newer ones.</summary>
    public void PutBack(IEnumerable<InstanceMessage> messages)
    {
        lock (_gate)
        {
            _mailbox.InsertRange(0, messages);
        }
    }

    /// <summary>Ends the turn; when messages came meanwhile, queues the next one and answers false.</summary>
    public bool TryRest()
    {
        lock (_gate)
        {
            if (_phase is LivePhase.Retired)
            {
                return true;
            }

            if (_mailbox.Count == 0)
            {
                _phase = LivePhase.Idle;
                return true;
            }
        }

        Queue();
        return false;
    }

    /// <summary>Queues the next turn of an instance that is kept busy, whether or not messages wait.</summary>
    public void Queue() => threads.Queue(this);

    /// <summary>
    /// Ends this object's use unless a turn or an activity is under way, whose answer would find nobody. The instance is loaded
    /// anew when needed.
    /// </summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            if (_phase is not LivePhase.Idle || Dispatched.Count > 0)
            {
                return false;
            }

            _phase = LivePhase.Retired;
            return true;
        }
    }

    /// <summary>Ends this object's use though its code never came back, and answers the messages that it has not taken.</summary>
    public List<InstanceMessage> Discard()
    {
        lock (_gate)
        {
            _phase = LivePhase.Retired;
            var left = _mailbox;
            _mailbox = [];
            return left;
        }
    }

    public void Load(StoredInstance stored, OrchestrationRun run)
    {
        // Replayed by now, and not to be held in memory while the instance waits.
        (Stored, Run, Written) = (stored with { History = [] }, run, null);
        HistoryLength = stored.History.Count;
        StoredTimers.Clear();
    }

    /// <summary>Drops the code and its state; the next turn starts from the stored history.</summary>
    public void Unload()
    {
        (Stored, Run, Written) = (null, null, null);
        ForgetDeferred();
    }

    /// <summary>Keeps what a turn came to for a later one to write.</summary>
    public void Defer(IReadOnlyList<HistoryEvent> events, long timestamp)
    {
        if (Deferred.Count == 0)
        {
            DeferredSince = Math.Max(timestamp, 1);
        }

        Deferred.AddRange(events);
    }

    /// <summary>Called when they are written, or with everything else that was not.</summary>
    public void ForgetDeferred()
    {
        Deferred.Clear();
        DeferredSince = 0;
    }
}
