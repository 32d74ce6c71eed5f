using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Storage;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Ends an instance from what is stored of it alone, without running its code.</summary>
internal static class Termination
{
    public static TurnCommit Of(StoredInstance stored, HistoryEvent termination, DateTimeOffset at)
    {
        var completion = new HistoryEvent(HistoryEventKind.ExecutionCompleted)
        {
            Status = RuntimeStatus.Terminated,
            Payload = termination.Payload,
        };
        return new TurnCommit
        {
            Instance = stored,
            FirstSeq = stored.History.Count,
            Events = [new HistoryEvent(HistoryEventKind.OrchestratorStarted) { At = at }, termination, completion],
            Status = RuntimeStatus.Terminated,
            At = at,
            IsActive = false,
            CustomStatus = stored.CustomStatus,
            Completion = completion,
            Clears = true,
            ChildrenToTerminate = termination.Recursive
                ? [.. Unanswered(stored.History, HistoryEventKind.SubOrchestrationInstanceCreated)]
                : [],
        };
    }

    /// <summary>
    /// Ends an instance whose history cannot be read. It is left as it is, for whoever wants to know; children go on, since nobody
    /// can tell which there are.
    /// </summary>
    public static TurnCommit OfUnreadable(StoredInstance stored, HistoryEvent termination, DateTimeOffset at) =>
        Of(stored, termination, at) with { Events = [] };

    private static IEnumerable<HistoryEvent> Unanswered(IReadOnlyList<HistoryEvent> history, HistoryEventKind kind)
    {
        var answered = history.Where(entry => !entry.IsDecision).Select(entry => entry.TaskId).ToHashSet();
        return history.Where(entry => entry.Kind == kind && !answered.Contains(entry.TaskId));
    }
}
