using System.Diagnostics;
using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;
using Countersign.Durable.Sqlite.Timers;
using Countersign.Sqlite;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// Takes an instance through one turn: advance the code, write everything it came to in one unit of work, and only then
/// start what it asked for and tell those who wait. A turn that cannot be written has not happened.
/// </summary>
internal sealed class TurnRunner
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);
    private const int LongestRetryShift = 5;

    private readonly SqliteDatabase _database;
    private readonly TurnPlanner _planner;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TurnGate _gate = new();

    private readonly TurnThreads _threads;

    public TurnRunner(
        SqliteDatabase database, TurnPlanner planner, TurnThreads threads, int maxIdle, TimeProvider clock, ILogger logger)
    {
        (_database, _planner, _threads, _clock, _logger) = (database, planner, threads, clock, logger);
        Instances = new InstanceDirectory(maxIdle, live => _ = RunAsync(live), threads);
    }

    public InstanceDirectory Instances { get; }

    public CompletionWaiters Completions { get; } = new();

    public required ParkingLot Parking { get; init; }

    public required InstanceCalls Calls { get; init; }

    public required TimerQueue Timers { get; init; }

    /// <summary>Begins to look after code that does not come back.</summary>
    public void Start() => _threads.Start(Instances);

    /// <summary>Lets no further turn begin, and waits for those under way, no longer than the given task.</summary>
    public async Task StopAsync(Task limit)
    {
        var closing = _gate.CloseAsync(limit);
        _threads.Stop();
        await closing;
        foreach (var live in Instances.All)
        {
            // Behind a turn that never came back.
            InstanceMessage.RefuseAll(live.TakeRequests(), Stopped());
        }
    }

    /// <summary>Forgets turns under way as if the process had ended.</summary>
    public void Abandon()
    {
        _gate.Abandon();
        _threads.Stop();
    }

    private async Task RunAsync(LiveInstance live)
    {
        var messages = live.TakeMessages();
        if (!_gate.TryEnter())
        {
            RefuseAsStopped(live, messages);
            return;
        }

        try
        {
            if (live.IsRetired)
            {
                InstanceMessage.AcknowledgeAll(messages);
                return;
            }

            await RunAsync(live, messages);
        }
        catch (HeldBackException exception)
        {
            Logs.HeldBack(_logger, live.Id, exception.Message);
            live.PutBack(messages);
            _threads.HoldBack(live);
        }
#pragma warning disable CA1031 // Whatever keeps a turn from being written, the instance returns to its stored state.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RollBack(live, messages, exception);
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task RunAsync(LiveInstance live, List<InstanceMessage> messages)
    {
        TurnPlan? plan;
        try
        {
            plan = Plan(live, messages);
        }
        catch (ParkedException exception)
        {
            await ParkAsync(live, messages, exception);
            return;
        }

        IReadOnlyList<string> woken = [];
        if (plan is { Deferred.Count: > 0 })
        {
            live.Defer(plan.Deferred, Stopwatch.GetTimestamp());
            Calls.StartEarly(live, plan);
        }
        else if (plan?.Commit is { } commit && !_gate.IsAbandoned && !live.IsRetired)
        {
            var written = _database.WriteAsync(session => TurnWriter.Write(session, commit));
            Calls.StartEarly(live, plan);
            woken = await written;
        }

        if (_gate.IsAbandoned)
        {
            RefuseAsStopped(live, messages);
            return;
        }

        if (live.IsRetired)
        {
            // The instance was ended past this turn, so to what it was told applies what does for any finished instance.
            InstanceMessage.AcknowledgeAll(messages);
            return;
        }

        live.Setbacks = 0;
        TakeEffect(live, plan);
        foreach (var id in woken)
        {
            Instances.Post(id, InstanceMessage.Wake);
        }

        InstanceMessage.AcknowledgeAll(messages);
        Instances.TurnEnds(live);
    }

    private async Task ParkAsync(LiveInstance live, List<InstanceMessage> messages, ParkedException exception)
    {
        Logs.Parked(_logger, exception, live.Id);
        live.Unload();
        live.Dispatched.Clear();
        if (!_gate.IsAbandoned && await Parking.ParkAsync(live.Id, messages, exception.Failure) is { } woken)
        {
            Completions.Complete(live.Id);
            foreach (var id in woken)
            {
                Instances.Post(id, InstanceMessage.Wake);
            }
        }

        if (_gate.IsAbandoned)
        {
            RefuseAsStopped(live, messages);
            return;
        }

        InstanceMessage.AcknowledgeAll(messages);
        Instances.TurnEnds(live);
    }

    private TurnPlan? Plan(LiveInstance live, List<InstanceMessage> messages)
    {
        live.EnterCode(_clock.GetTimestamp());
        try
        {
            return _planner.Plan(live, messages);
        }
        finally
        {
            live.LeaveCode();
        }
    }

    private void TakeEffect(LiveInstance live, TurnPlan? plan)
    {
        if (plan is null)
        {
            live.Dispatched.Clear();
            return;
        }

        var stored = live.Stored!;
        live.Dispatched.RemoveWhere(task => !live.Run!.Pending.IsOpen(task));
        if (plan.Commit?.Completion?.Status is not RuntimeStatus.Terminated)
        {
            Calls.Start(live, plan.Activities);
        }

        if (plan.Commit is not { } commit)
        {
            return;
        }

        live.Early.Clear();
        live.ForgetDeferred();
        live.HistoryLength += commit.Events.Count;
        live.Written = (commit.Status, commit.IsActive);
        live.StoredTimers.ExceptWith(commit.TimersRemoved);
        foreach (var timer in commit.TimersAdded)
        {
            live.StoredTimers.Add(timer.TaskId);
            Timers.Add(new DueTimer(
                stored.Id, stored.Generation, new TimerPosition(StoredTime.FromInstant(timer.At), stored.Key, timer.TaskId)));
        }

        if (commit.Completion is not null)
        {
            End(live, commit.Completion);
        }
    }

    // Activities that still run finish unheard: their answers name an execution that is over.
    private void End(LiveInstance live, HistoryEvent completion)
    {
        live.Dispatched.Clear();
        live.Unload();
        if (completion.Kind is HistoryEventKind.ContinueAsNew)
        {
            live.TryPost(InstanceMessage.Wake);
        }
        else
        {
            Completions.Complete(live.Id);
        }
    }

    private void RollBack(LiveInstance live, List<InstanceMessage> messages, Exception exception)
    {
        live.Unload();
        var early = InstanceCalls.TakeBackEarly(live);
        if (exception is StaleTurnException && !_gate.IsAbandoned)
        {
            // For what has the id now; answers to the old execution are not for it, and it knows that.
            live.Dispatched.Clear();
            Instances.TurnEnds(live);
            messages.ForEach(message => Instances.Post(live.Id, message));
            return;
        }

        var kept = messages.Where(message => !message.IsAwaited).ToList();
        InstanceMessage.RefuseAll(messages, exception);
        if (_gate.IsAbandoned || live.IsRetired)
        {
            live.TryRest();
            return;
        }

        Logs.TurnNotWritten(_logger, exception, live.Id, live.Setbacks + 1);
        if (kept.Count == 0 && early.IsCompleted)
        {
            Instances.TurnEnds(live);
            return;
        }

        live.PutBack(kept);
        var delay = FirstRetryDelay * (1 << Math.Min(live.Setbacks++, LongestRetryShift));
        _ = RetryAfterAsync(live, delay, early);
    }

    // The instance stays busy meanwhile, so what comes in waits its turn.
    private async Task RetryAfterAsync(LiveInstance live, TimeSpan delay, Task early)
    {
        await Task.WhenAll(Task.Delay(delay, _clock), early);
        live.Queue();
    }

    private static void RefuseAsStopped(LiveInstance live, List<InstanceMessage> messages)
    {
        InstanceMessage.RefuseAll(messages, Stopped());

        // What is posted later comes back here and is refused too.
        live.TryRest();
    }

    private static ObjectDisposedException Stopped() => new(nameof(SqliteDurableEngine));
}
