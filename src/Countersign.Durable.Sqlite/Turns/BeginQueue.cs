using Countersign.Durable.Sqlite.Activities;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// New instances that have not had their first turn. They begin as fast as the activities they ask for find a place: until
/// then an instance is a row and a name here, and not code in memory that waits.
/// </summary>
/// <remarks>Not every instance needs an activity, so some begin with every tick, however many activities wait.</remarks>
internal sealed class BeginQueue : IDisposable
{
    private const int Ahead = 64;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Queue<string> _names = [];
    private readonly Lock _gate = new();
    private readonly ActivityDispatcher _activities;
    private readonly Action<string, InstanceMessage> _post;
    private readonly InstanceMessage _begin;
    private readonly ITimer _timer;
    private bool _ticks;
    private int _beginning;

    public BeginQueue(ActivityDispatcher activities, Action<string, InstanceMessage> post)
    {
        _activities = activities;
        _post = post;
        _begin = InstanceMessage.Begin(HasBegun);

        // Real time, whatever clock the orchestrations live by: it only paces the work.
        _timer = TimeProvider.System.CreateTimer(_ => OnTick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activities.BeginnerStarted = BeginNext;
    }

    /// <summary>Has an instance begin now, or when its turn comes; each is begun in the order of the calls.</summary>
    public void Add(string instanceId)
    {
        lock (_gate)
        {
            if (_names.Count > 0 || !HasRoom())
            {
                _names.Enqueue(instanceId);
                KeepTicking();
                return;
            }

            _beginning++;
        }

        _post(instanceId, _begin);
    }

    public void Dispose() => _timer.Dispose();

    private bool HasRoom() => _beginning + _activities.WaitingBeginners < Ahead;

    private void HasBegun()
    {
        lock (_gate)
        {
            _beginning--;
        }

        BeginNext();
    }

    private void BeginNext()
    {
        while (TryTake(HasRoom) is { } instanceId)
        {
            _post(instanceId, _begin);
        }
    }

    private void OnTick()
    {
        for (var i = 0; i < Ahead && TryTake(static () => true) is { } instanceId; i++)
        {
            _post(instanceId, _begin);
        }

        lock (_gate)
        {
            _ticks = false;
            if (_names.Count > 0)
            {
                KeepTicking();
            }
        }
    }

    private string? TryTake(Func<bool> may)
    {
        lock (_gate)
        {
            if (_names.Count == 0 || !may())
            {
                return null;
            }

            _beginning++;
            return _names.Dequeue();
        }
    }

    private void KeepTicking()
    {
        if (!_ticks)
        {
            _ticks = true;
            _timer.Change(Tick, Timeout.InfiniteTimeSpan);
        }
    }
}
