using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Turns;

namespace Countersign.Durable.Sqlite.Activities;

/// <summary>A call of an activity, and who gets the answer.</summary>
internal sealed class ActivityCall(LiveInstance caller, int generation, HistoryEvent scheduled)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isVoid;
    private TaskCompletionSource? _back;

    public LiveInstance Caller => caller;

    public int Generation => generation;

    public HistoryEvent Scheduled => scheduled;

    /// <summary>Whether it is the first thing that its instance asked for; calls and timers are numbered from 1.</summary>
    public bool IsFirst => scheduled.TaskId == 1;

    /// <summary>Whether it has begun, stood aside, and waits for a place to go on.</summary>
    public bool ComesBack => _back is not null;

    /// <summary>Completes when the activity has come to an end.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Has the answer go nowhere, because the turn that made the call could not be written and makes it again.</summary>
    public void Void() => _isVoid = true;

    /// <summary>Completes when the call, having stood aside, is given a place again.</summary>
    public Task WaitForPlaceAsync()
    {
        _back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _back.Task;
    }

    /// <summary>Lets a call that stood aside go on in its new place.</summary>
    public void GoOn()
    {
        var back = _back!;
        _back = null;
        back.SetResult();
    }

    /// <summary>Tells the caller; null when there is nothing to tell because the host stops.</summary>
    public void Answer(HistoryEvent? answer)
    {
        if (answer is not null && !_isVoid)
        {
            caller.TryPost(InstanceMessage.Answer(generation, answer));
        }

        _ended.TrySetResult();
    }
}
