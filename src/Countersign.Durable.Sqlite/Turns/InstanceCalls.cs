using Countersign.Durable.Sqlite.Activities;
using Countersign.Durable.Sqlite.History;

namespace Countersign.Durable.Sqlite.Turns;

/// <summary>Starts the activities that an instance's turns ask for, each once.</summary>
internal sealed class InstanceCalls(ActivityDispatcher activities)
{
    /// <summary>Starts what a turn asks for that is not running yet. Called once the turn is written.</summary>
    public void Start(LiveInstance live, IEnumerable<HistoryEvent> scheduled)
    {
        foreach (var activity in scheduled)
        {
            _ = TryStart(live, activity);
        }
    }

    /// <summary>
    /// Starts, of what a turn asks for, that whose first write waits behind the turn's own, and which does nothing outside the
    /// store before it (<see cref="ActivityPromises.WritesFirst"/>). Called while the turn is being written.
    /// </summary>
    public void StartEarly(LiveInstance live, TurnPlan plan)
    {
        foreach (var activity in plan.Activities)
        {
            if (MayStartEarly(plan, activity) && TryStart(live, activity) is { } call)
            {
                live.Early.Add(call);
            }
        }
    }

    /// <summary>
    /// Has the early calls of a turn that could not be written answer nobody: the turn is tried again and makes them again.
    /// </summary>
    /// <returns>Completes when they have ended; an activity must not run twice at the same time.</returns>
    public static Task TakeBackEarly(LiveInstance live)
    {
        Task[] ended = [.. live.Early.Select(call => call.Ended)];
        foreach (var call in live.Early)
        {
            call.Void();
            live.Dispatched.Remove(call.Scheduled.TaskId);
        }

        live.Early.Clear();
        return Task.WhenAll(ended);
    }

    private bool MayStartEarly(TurnPlan plan, HistoryEvent activity) =>
        (plan.Deferred.Count > 0 || plan.Commit is { Completion: null }) && activities.MayStartEarly(activity);

    private ActivityCall? TryStart(LiveInstance live, HistoryEvent activity)
    {
        if (!live.Dispatched.Add(activity.TaskId))
        {
            return null;
        }

        var call = new ActivityCall(live, live.Stored!.Generation, activity);
        activities.Dispatch(call);
        return call;
    }
}
