using System.Diagnostics;
using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>
/// Turns that are not worth a write of their own: they only take the answer of one activity and ask for the next, and each of these
/// activities finds its answer again (<see cref="ActivityPromises.AnswersAgain"/>). They are written with the next turn that
/// is, or when a moment has passed. A crash before that has the instance ask once more.
/// </summary>
/// <remarks>
/// What others rely on is never put off: the instance itself, requests, timers, children, failures, messages and the end.
/// </remarks>
internal sealed class DeferredTurns(InstanceDirectory instances) : IDisposable
{
    private const ActivityPromises Needed = ActivityPromises.WritesFirst | ActivityPromises.AnswersAgain;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private ITimer? _timer;

    /// <summary>Real time, whatever clock the orchestrations live by: it only bounds what a crash takes back.</summary>
    public void Start() => _timer = TimeProvider.System.CreateTimer(_ => Look(), null, Longest, Longest);

    public void Dispose() => _timer?.Dispose();

    /// <summary>
    /// Whether the instance stands where a turn may be put off: a restart would take it up by itself, and whatever answers now
    /// would answer again. Asked before the turn.
    /// </summary>
    public static bool MayFollow(LiveInstance live, DurableRegistry registry)
    {
        var run = live.Run!;
        return (live.Deferred.Count > 0 || (live.Written?.IsActive ?? !run.IsStarted))
            && !run.IsSuspended
            && run.Pending.Decisions.All(open => IsRepeatable(open, registry));
    }

    /// <summary>Whether a turn that may be put off came to nothing that others rely on, and to something that ends it.</summary>
    public static bool MayDefer(LiveInstance live, List<HistoryEvent> events, DurableRegistry registry) =>
        live.Run!.Pending.OpenActivities > 0 && events.TrueForAll(entry => entry.Kind switch
        {
            HistoryEventKind.OrchestratorStarted or HistoryEventKind.ExecutionStarted or HistoryEventKind.TaskCompleted => true,
            HistoryEventKind.TaskScheduled => IsRepeatable(entry, registry),
            _ => false,
        });

    private static bool IsRepeatable(HistoryEvent decision, DurableRegistry registry) =>
        decision.Kind is HistoryEventKind.TaskScheduled && registry.Promises(decision.Name!, Needed);

    private void Look()
    {
        foreach (var live in instances.All)
        {
            if (live.DeferredSince is > 0 and var since && Stopwatch.GetElapsedTime(since) >= Longest)
            {
                live.TryPost(InstanceMessage.WriteDeferred);
            }
        }
    }
}
