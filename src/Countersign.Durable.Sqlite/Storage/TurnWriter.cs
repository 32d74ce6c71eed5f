using Countersign.Durable.Sqlite.History;
using Countersign.Sqlite;

namespace Countersign.Durable.Sqlite.Storage;

/// <summary>Writes a turn inside a unit of work.</summary>
internal static class TurnWriter
{
    /// <summary>Writes everything and answers which other instances have something to do because of it.</summary>
    public static IReadOnlyList<string> Write(SqliteSession session, TurnCommit commit)
    {
        var woken = new List<string>();
        foreach (var seq in commit.InboxTaken)
        {
            session.Execute("DELETE FROM durable_inbox WHERE seq = ?1", seq);
        }

        StartChildren(session, commit, woken);
        if (commit.Completion is { Kind: HistoryEventKind.ContinueAsNew } next)
        {
            StartNextExecution(session, commit, next);
            return woken;
        }

        UpdateInstance(session, commit);
        AppendHistory(session, commit);
        UpdateTimers(session, commit);
        if (commit.Completion is not null)
        {
            AnswerParent(session, commit, woken);
            TerminateChildren(session, commit, woken);
        }

        return woken;
    }

    private static void AppendHistory(SqliteSession session, TurnCommit commit)
    {
        if (commit.Events.Count > 0)
        {
            session.Execute(
                "INSERT INTO durable_history (instance, seq, events) VALUES (?1, ?2, ?3)",
                commit.Instance.Key,
                commit.FirstSeq,
                HistoryWriter.Write(commit.Events));
        }
    }

    // Only the execution that the turn began with: an instance can be ended past a turn that never came back.
    private static void UpdateInstance(SqliteSession session, TurnCommit commit)
    {
        var updated = commit.IsOngoing ? Touch(session, commit) : session.Execute(
            """
            UPDATE durable_instances
            SET status = ?2, active = ?3, updated_at = ?4, custom_status = ?5, output = ?6, failure = ?7
            WHERE key = ?1 AND generation = ?8 AND status <= ?9
            """,
            commit.Instance.Key,
            (int)commit.Status,
            commit.IsActive,
            StoredTime.FromInstant(commit.At),
            commit.CustomStatus,
            commit.Completion?.Payload,
            FailureJson.Write(commit.Completion?.Failure),
            commit.Instance.Generation,
            (int)RuntimeStatus.Suspended);
        if (updated == 0)
        {
            throw new StaleTurnException(commit.Instance.Id);
        }
    }

    // SQLite rewrites every index that a SET clause names, changed or not; most turns move none.
    private static int Touch(SqliteSession session, TurnCommit commit) => session.Execute(
        "UPDATE durable_instances SET updated_at = ?2, custom_status = ?3 WHERE key = ?1 AND generation = ?4 AND status <= ?5",
        commit.Instance.Key,
        StoredTime.FromInstant(commit.At),
        commit.CustomStatus,
        commit.Instance.Generation,
        (int)RuntimeStatus.Suspended);

    private static void UpdateTimers(SqliteSession session, TurnCommit commit)
    {
        if (commit.Clears)
        {
            session.Execute("DELETE FROM durable_timers WHERE instance = ?1", commit.Instance.Key);
            session.Execute("DELETE FROM durable_inbox WHERE instance = ?1", commit.Instance.Key);
            return;
        }

        foreach (var task in commit.TimersRemoved)
        {
            session.Execute("DELETE FROM durable_timers WHERE instance = ?1 AND task = ?2", commit.Instance.Key, task);
        }

        foreach (var timer in commit.TimersAdded)
        {
            session.Execute(
                "INSERT INTO durable_timers (instance, task, due) VALUES (?1, ?2, ?3)",
                commit.Instance.Key,
                timer.TaskId,
                StoredTime.FromInstant(timer.At));
        }
    }

    // The history starts empty; what the next execution is told waits in the inbox, before anything newer.
    private static void StartNextExecution(SqliteSession session, TurnCommit commit, HistoryEvent next)
    {
        var key = commit.Instance.Key;
        session.Execute("DELETE FROM durable_history WHERE instance = ?1", key);
        session.Execute("DELETE FROM durable_timers WHERE instance = ?1", key);
        var updated = session.Execute(
            """
            UPDATE durable_instances
            SET status = ?2, active = 1, updated_at = ?3, custom_status = ?4, input = ?5, generation = generation + 1, failure = NULL, version = ?6
            WHERE key = ?1 AND generation = ?7 AND status <= ?8
            """,
            key,
            (int)RuntimeStatus.Running,
            StoredTime.FromInstant(commit.At),
            commit.CustomStatus,
            next.Payload,
            next.Version ?? commit.Instance.Version,
            commit.Instance.Generation,
            (int)RuntimeStatus.Suspended);
        if (updated == 0)
        {
            throw new StaleTurnException(commit.Instance.Id);
        }

        foreach (var carried in commit.CarriedEvents)
        {
            InstanceWriter.AddToInbox(session, commit.Instance.Id, null, carried);
        }
    }

    private static void StartChildren(SqliteSession session, TurnCommit commit, List<string> woken)
    {
        var parent = commit.Instance;
        foreach (var child in commit.Children)
        {
            var link = new ParentLink(parent.Id, parent.Generation, child.TaskId);

            // A finished instance gives way to a new child of the same id, as on Durable Functions; a running one does not.
            if (TryInsert() || (InstanceRemover.TryPurge(session, child.InstanceId!) && TryInsert()))
            {
                woken.Add(child.InstanceId!);
                continue;
            }

            var failure = new FailureDetails(
                typeof(InvalidOperationException).FullName!, $"An instance '{child.InstanceId}' is already running.", Retryable: false);
            InstanceWriter.AddToInbox(session, parent.Id, parent.Generation, Answer(child.TaskId, null, failure));
            woken.Add(parent.Id);

            bool TryInsert() => InstanceWriter.TryInsert(
                session, child.InstanceId!, child.Name!, child.Version ?? "", child.Payload, commit.At, link);
        }
    }

    private static void AnswerParent(SqliteSession session, TurnCommit commit, List<string> woken)
    {
        var completion = commit.Completion!;
        if (completion.Status is RuntimeStatus.Terminated)
        {
            TellParentOfTermination(session, commit.Instance, woken);
        }
        else
        {
            AnswerParent(session, commit.Instance, completion.Payload, completion.Failure, woken);
        }
    }

    /// <summary>Answers the parent, if there is one, that its child is no more.</summary>
    public static void TellParentOfTermination(SqliteSession session, StoredInstance child, List<string> woken) => AnswerParent(
        session,
        child,
        null,
        new FailureDetails("Terminated", $"The instance '{child.Id}' was terminated.", Retryable: false),
        woken);

    private static void AnswerParent(
        SqliteSession session, StoredInstance child, string? result, FailureDetails? failure, List<string> woken)
    {
        if (child.Parent is { } parent)
        {
            InstanceWriter.AddToInbox(session, parent.InstanceId, parent.Generation, Answer(parent.TaskId, result, failure));
            woken.Add(parent.InstanceId);
        }
    }

    private static void TerminateChildren(SqliteSession session, TurnCommit commit, List<string> woken)
    {
        foreach (var child in commit.ChildrenToTerminate)
        {
            InstanceWriter.AddToInbox(session, child.InstanceId!, null, new HistoryEvent(HistoryEventKind.ExecutionTerminated)
            {
                Payload = commit.Completion!.Payload,
                Recursive = true,
            });
            woken.Add(child.InstanceId!);
        }
    }

    private static HistoryEvent Answer(int taskId, string? result, FailureDetails? failure) => failure is null
        ? new HistoryEvent(HistoryEventKind.SubOrchestrationInstanceCompleted) { TaskId = taskId, Payload = result }
        : new HistoryEvent(HistoryEventKind.SubOrchestrationInstanceFailed) { TaskId = taskId, Failure = failure };
}
