using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Replay;

/// <summary>
/// Brings a fresh run to where its history ends, and checks on the way that the code decides what it decided then: turn by
/// turn, the same decisions in the same order.
/// </summary>
internal static class HistoryReplay
{
    /// <summary>Replays; a divergence ends the run as failed, and is answered.</summary>
    public static ReplayDivergedException? Replay(OrchestrationRun run, IReadOnlyList<HistoryEvent> history)
    {
        try
        {
            for (var next = 0; next < history.Count;)
            {
                next = ReplayTurn(run, history, next);
            }

            return null;
        }
        catch (ReplayDivergedException exception)
        {
            run.EndTurn();
            run.FailAsDiverged(exception);
            return exception;
        }
    }

    private static int ReplayTurn(OrchestrationRun run, IReadOnlyList<HistoryEvent> history, int start)
    {
        run.BeginTurn(history[start].At, isReplaying: true);
        var next = start + 1;
        for (; next < history.Count && !history[next].IsDecision && !StartsTurn(history[next]); next++)
        {
            if (!run.Apply(history[next]))
            {
                throw new ReplayDivergedException(history[next].Describe(), "never asked for it, or has ended");
            }
        }

        var decided = run.EndTurn();
        var recorded = Decisions(history, next);
        for (var i = 0; i < Math.Max(decided.Count, recorded.Count); i++)
        {
            Compare(recorded.ElementAtOrDefault(i), decided.ElementAtOrDefault(i));
            run.Pending.Adopt(recorded[i]);
        }

        return next + recorded.Count;
    }

    private static List<HistoryEvent> Decisions(IReadOnlyList<HistoryEvent> history, int start)
    {
        var decisions = new List<HistoryEvent>();
        for (var i = start; i < history.Count && history[i].IsDecision; i++)
        {
            decisions.Add(history[i]);
        }

        return decisions;
    }

    private static void Compare(HistoryEvent? recorded, HistoryEvent? decided)
    {
        if (recorded is null || decided is null || !AreSame(recorded, decided))
        {
            throw new ReplayDivergedException(recorded?.Describe() ?? "nothing more in this turn", Describe(decided));
        }
    }

    private static string Describe(HistoryEvent? decided) => decided switch
    {
        null => "nothing more in this turn",
        { Failure: { } failure } => $"{decided.Describe()} ({failure.Message})",
        _ => decided.Describe(),
    };

    private static bool AreSame(HistoryEvent recorded, HistoryEvent decided) =>
        recorded.Kind == decided.Kind
        && recorded.TaskId == decided.TaskId
        && recorded.Status == decided.Status
        && string.Equals(recorded.Name, decided.Name, StringComparison.Ordinal)
        && string.Equals(recorded.InstanceId, decided.InstanceId, StringComparison.Ordinal);

    private static bool StartsTurn(HistoryEvent entry) => entry.Kind is HistoryEventKind.OrchestratorStarted;
}
