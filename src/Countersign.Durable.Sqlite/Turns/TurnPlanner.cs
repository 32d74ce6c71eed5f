using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Replay;
using Countersign.Durable.Sqlite.Storage;
using Microsoft.Extensions.Logging;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Runs an instance's code over its new messages. Reads the store, writes nothing.</summary>
internal sealed class TurnPlanner(
    InstanceReader reader,
    DurableRegistry registry,
    DurableSerializer serializer,
    ILoggerFactory loggers,
    TimeProvider clock,
    TurnThreads threads)
{
    /// <summary>Advances the instance; null when it does not exist or is final.</summary>
    /// <exception cref="ParkedException">It cannot be run as things are; nothing has happened.</exception>
    /// <exception cref="HeldBackException">Its code may not run yet; nothing has happened.</exception>
    public TurnPlan? Plan(LiveInstance live, IReadOnlyList<InstanceMessage> messages)
    {
        var isFresh = live.Run is null;
        if (!isFresh)
        {
            threads.Admit(live.Stored!.Name);
        }

        if (isFresh && !TryLoad(live))
        {
            return null;
        }

        var readsInbox = isFresh || messages.Contains(InstanceMessage.Wake);
        var inbox = readsInbox ? ReadInbox(live.Stored!) : [];
        var (stored, run) = (live.Stored!, live.Run!);
        var mayDefer = inbox.Count == 0 && stored.Failure is null && DeferredTurns.MayFollow(live, registry);
        var at = Latest(clock.GetUtcNow(), run.CurrentUtc);
        var events = new List<HistoryEvent>(8) { new(HistoryEventKind.OrchestratorStarted) { At = at } };

        run.BeginTurn(at, isReplaying: false);
        Feed(run, stored, inbox, messages, events);
        var decisions = run.EndTurn();

        var activities = isFresh ? [.. run.Pending.Decisions] : decisions;
        if (events.Count == 1 && decisions.Count == 0 && inbox.Count == 0 && stored.Failure is null)
        {
            return live.Deferred.Count > 0 && messages.Contains(InstanceMessage.WriteDeferred)
                ? new TurnPlan(Commit(live, at, [.. live.Deferred], [], []), Activities(activities), [])
                : new TurnPlan(null, Activities(activities), []);
        }

        events.AddRange(decisions);
        return mayDefer && DeferredTurns.MayDefer(live, events, registry)
            ? new TurnPlan(null, Activities(activities), events)
            : new TurnPlan(Commit(live, at, [.. live.Deferred, .. events], decisions, inbox), Activities(activities), []);
    }

    private bool TryLoad(LiveInstance live)
    {
        if (Load(live.Id) is not { IsFinal: false } stored)
        {
            return false;
        }

        live.Orchestration = stored.Name;
        threads.Admit(stored.Name);
        var identity = new ExecutionIdentity(stored.Id, stored.Name, stored.Version, stored.Generation);
        var run = new OrchestrationRun(
            identity, FindCode(stored), serializer, loggers, () => live.TryPost(InstanceMessage.Strayed))
        {
            CustomStatus = stored.CustomStatus,
        };
        HistoryReplay.Replay(run, stored.History);
        live.Load(stored, run);
        live.StoredTimers.UnionWith(
            run.Pending.Decisions.Where(decision => decision.Kind is HistoryEventKind.TimerCreated).Select(timer => timer.TaskId));
        return true;
    }

    private StoredInstance? Load(string id)
    {
        try
        {
            return reader.Load(id);
        }
        catch (InvalidDataException exception)
        {
            throw ParkedException.ForUnreadable("history", id, exception);
        }
    }

    private IReadOnlyList<InboxEntry> ReadInbox(StoredInstance stored)
    {
        try
        {
            return reader.ReadInbox(stored.Key);
        }
        catch (InvalidDataException exception)
        {
            throw ParkedException.ForUnreadable("messages", stored.Id, exception);
        }
    }

    private IOrchestrationInvoker? FindCode(StoredInstance stored)
    {
        try
        {
            return registry.FindOrchestration(stored.Name, stored.Version);
        }
        catch (VersionNotRegisteredException exception)
        {
            throw ParkedException.ForVersion(exception);
        }
    }

    private static void Feed(
        OrchestrationRun run,
        StoredInstance stored,
        IReadOnlyList<InboxEntry> inbox,
        IReadOnlyList<InstanceMessage> messages,
        List<HistoryEvent> events)
    {
        if (!run.IsStarted)
        {
            Record(new HistoryEvent(HistoryEventKind.ExecutionStarted)
            {
                Name = stored.Name,
                Version = stored.Version.Length == 0 ? null : stored.Version,
                Payload = stored.Input,
            });
        }

        foreach (var entry in inbox)
        {
            if (IsFor(stored, entry.Generation))
            {
                Record(entry.Event);
            }
        }

        foreach (var message in messages)
        {
            if (ReferenceEquals(message, InstanceMessage.Strayed))
            {
                run.FailAsStrayed();
            }
            else if (message.Event is { } happened && IsFor(stored, message.Generation))
            {
                Record(happened);
            }
        }

        void Record(HistoryEvent happened)
        {
            if (run.Apply(happened))
            {
                events.Add(happened);
            }
        }
    }

    private static TurnCommit Commit(
        LiveInstance live,
        DateTimeOffset at,
        IReadOnlyList<HistoryEvent> events,
        IReadOnlyList<HistoryEvent> decisions,
        IReadOnlyList<InboxEntry> inbox)
    {
        var run = live.Run!;
        var isOver = run.Completion is not null;
        var status = run.Completion?.Status ?? (run.IsSuspended ? RuntimeStatus.Suspended : RuntimeStatus.Running);
        var isActive = !isOver && run.Pending.OpenActivities > 0;
        return new TurnCommit
        {
            Instance = live.Stored!,
            FirstSeq = live.HistoryLength,
            Events = events,
            At = at,
            Status = status,
            IsActive = isActive,
            IsOngoing = !isOver && live.Stored!.Failure is null && live.Written == (status, isActive),
            CustomStatus = run.CustomStatus,
            Completion = run.Completion,
            CarriedEvents = run.CarriedEvents,
            TimersAdded = isOver ? [] : [.. decisions.Where(decision => IsOpenTimer(run, decision))],
            TimersRemoved = [.. live.StoredTimers.Where(task => isOver || !run.Pending.IsOpen(task))],
            InboxTaken = [.. inbox.Select(entry => entry.Seq)],
            Children = [.. decisions.Where(IsChild)],
            ChildrenToTerminate = events.Any(entry => entry.Recursive) ? [.. run.Pending.Decisions.Where(IsChild)] : [],
        };
    }

    private static bool IsOpenTimer(OrchestrationRun run, HistoryEvent decision) =>
        decision.Kind is HistoryEventKind.TimerCreated && run.Pending.IsOpen(decision.TaskId);

    private static bool IsChild(HistoryEvent decision) => decision.Kind is HistoryEventKind.SubOrchestrationInstanceCreated;

    private static bool IsFor(StoredInstance stored, int? generation) => generation is null || generation == stored.Generation;

    private static HistoryEvent[] Activities(IEnumerable<HistoryEvent> decisions) =>
        [.. decisions.Where(decision => decision.Kind is HistoryEventKind.TaskScheduled)];

    // The clock of the machine may be set back; an instance's time never goes back.
    private static DateTimeOffset Latest(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
