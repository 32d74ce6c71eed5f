using Countersign.Durable.Sqlite.History;
using Countersign.Durable.Sqlite.Turns;

namespace Countersign.Durable.Sqlite.Activities;

/// <summary>A recorded call of an activity, and who gets the answer.</summary>
internal sealed record ActivityCall(LiveInstance Caller, int Generation, HistoryEvent Scheduled);
