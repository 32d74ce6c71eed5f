using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Replay;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Activities;

/// <summary>Runs activities on the thread pool, a limited number at a time.</summary>
/// <param name="registry">The activities.</param>
/// <param name="serializer">For their payloads.</param>
/// <param name="places">How many may run at this moment; asked whenever one ends or another is to begin.</param>
/// <param name="logger">Hears of failures.</param>
internal sealed class ActivityDispatcher(DurableRegistry registry, DurableSerializer serializer, ActivityPlaces places, ILogger logger)
    : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivityQueue _waiting = new();
    private readonly Lock _gate = new();
    private int _running;
    private ITimer? _look;
    private int _beginnersAside;
    private bool _closed;

    /// <summary>How many first activities of instances wait, for a place or standing aside; a momentary figure.</summary>
    public int WaitingBeginners => _waiting.Beginners + _beginnersAside;

    /// <summary>Told when a first activity that had to wait, for a place or aside, waits no more.</summary>
    public Action? BeginnerStarted { get; set; }

    /// <summary>Whether the activity need not wait until the turn that calls it is flushed.</summary>
    public bool MayStartEarly(HistoryEvent scheduled) => registry.Promises(scheduled.Name!, ActivityPromises.WritesFirst);

    public void Dispatch(ActivityCall call)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            var (count, forBeginners) = places.Ask();
            if (_running >= count || (call.IsFirst && !forBeginners))
            {
                _waiting.Enqueue(call);
                LookLater(forBeginners);
                return;
            }

            _running++;
        }

        Start(call);
    }

    /// <summary>Lets others have the call's place while it waits, and gives it one again before it goes on.</summary>
    public async Task StandAsideAsync(ActivityCall call, Task until)
    {
        CountAside(call, 1);
        GiveUpPlace();
        try
        {
            await until;
        }
        finally
        {
            CountAside(call, -1);
            await ReturnAsync(call);
            TellBegun(call);
        }
    }

    /// <summary>Starts nothing more and waits for what runs: first as it is, then cancelled, each time no longer than the grace.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Close();

        // Real time, whatever clock the orchestrations live by: a process that is asked to stop has to.
        await Task.WhenAny(_idle.Task, Task.Delay(grace, TimeProvider.System));
        await _stopping.CancelAsync();
        await Task.WhenAny(_idle.Task, Task.Delay(grace, TimeProvider.System));
    }

    /// <summary>Starts nothing more and waits for nothing.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            if (_running == 0)
            {
                _idle.TrySetResult();
            }
        }
    }

    public void Dispose()
    {
        _look?.Dispose();
        _stopping.Dispose();
    }

    private void Start(ActivityCall call) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Dispatcher.RunAsync(work.Call), (Dispatcher: this, Call: call), preferLocal: false);

    private async Task RunAsync(ActivityCall call)
    {
        if (call.ComesBack)
        {
            call.GoOn();
            return;
        }

        call.Answer(await AnswerAsync(call));
        GiveUpPlace();
    }

    private void GiveUpPlace() => GiveOut(holdsPlace: true, letsBegin: false);

    /// <summary>Starts those that wait, as far as there are places.</summary>
    /// <param name="holdsPlace">Whether the caller gives up a place of its own.</param>
    /// <param name="letsBegin">Whether the first of them may be of an instance that has not begun, whatever the pressure.</param>
    private void GiveOut(bool holdsPlace, bool letsBegin)
    {
        while (TakeNext(ref holdsPlace, letsBegin) is { } next)
        {
            Start(next);
            TellBegun(next);
            letsBegin = false;
        }
    }

    /// <summary>Has those that pressure keeps from beginning looked after, once it may be over. Called under the lock.</summary>
    private void LookLater(bool forBeginners)
    {
        if (!forBeginners && _waiting.Beginners > 0)
        {
            _look ??= places.Pace.CreateTimer(_ => Look(), null, ActivityPlaces.LookEvery, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Lets one begin whatever the pressure, and all that have places where there is none.</summary>
    private void Look()
    {
        lock (_gate)
        {
            _look?.Dispose();
            _look = null;
        }

        GiveOut(holdsPlace: false, letsBegin: true);
    }

    private void TellBegun(ActivityCall call)
    {
        if (call.IsFirst)
        {
            BeginnerStarted?.Invoke();
        }
    }

    private void CountAside(ActivityCall call, int by)
    {
        if (call.IsFirst)
        {
            Interlocked.Add(ref _beginnersAside, by);
        }
    }

    // Once the host stops, a place is given at once: whoever comes back then is being cancelled and has to be let out.
    private Task ReturnAsync(ActivityCall call)
    {
        lock (_gate)
        {
            if (_closed || _running < places.Ask().Count)
            {
                _running++;
                return Task.CompletedTask;
            }

            var back = call.WaitForPlaceAsync();
            _waiting.Enqueue(call);
            return back;
        }
    }

    // More than one when the limit has risen meanwhile. The caller's own place is given up with the first look.
    private ActivityCall? TakeNext(ref bool holdsPlace, bool letsBegin)
    {
        lock (_gate)
        {
            if (holdsPlace)
            {
                holdsPlace = false;
                _running--;
            }

            var (count, forBeginners) = places.Ask();
            if (_running < count && _waiting.TryTake(forBeginners || letsBegin, out var next))
            {
                _running++;
                LookLater(forBeginners);
                return next;
            }

            LookLater(forBeginners);

            if (_closed && _running == 0)
            {
                _idle.TrySetResult();
            }

            return null;
        }
    }

    private async Task<HistoryEvent?> AnswerAsync(ActivityCall call)
    {
        var (id, name, taskId) = (call.Caller.Id, call.Scheduled.Name!, call.Scheduled.TaskId);
        if (!registry.Activities.TryGetValue(name, out var invoker))
        {
            return Failed(taskId, new NonRetryableException($"No activity named '{name}' is registered in this host."));
        }

        try
        {
            var result = await invoker.RunAsync(new PlacedActivityContext(call, this), call.Scheduled.Payload, serializer, _stopping.Token);
            return new HistoryEvent(HistoryEventKind.TaskCompleted) { TaskId = taskId, Payload = result };
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever an activity throws is its result, for the orchestration to judge.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Logs.ActivityFailed(logger, exception, name, id);
            return Failed(taskId, exception);
        }
    }

    private static HistoryEvent Failed(int taskId, Exception exception) =>
        new(HistoryEventKind.TaskFailed) { TaskId = taskId, Failure = FailureFacts.Of(exception) };
}
