namespace Countersign.Durable.Sqlite.Activities;

/// <summary>The context of a call that has a place, which it may give up while it waits.</summary>
internal sealed record PlacedActivityContext(ActivityCall Call, ActivityDispatcher Dispatcher)
    : ActivityContext(Call.Caller.Id, Call.Scheduled.Name!)
{
    public override bool MayStandAside() => true;

    public override Task StandAsideAsync(Task until) => Dispatcher.StandAsideAsync(Call, until);
}
