using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Turns;

namespace Countersign.Durable.Sqlite.Activities;

/// <summary>A recorded call of an activity, and who gets the answer.</summary>
internal sealed record ActivityCall(LiveInstance Caller, int Generation, HistoryEvent Scheduled)
{
    /// <summary>Whether it is the first thing that its instance asked for; calls and timers are numbered from 1.</summary>
    public bool IsFirst => Scheduled.TaskId == 1;
}
