namespace Countersign.Durable.Sqlite.Activities;

/// <summary>The context of a call that has a place, which it may give up while it waits.</summary>
internal sealed record PlacedActivityContext : ActivityContext
{
    private readonly ActivityCall _call;
    private readonly ActivityDispatcher _dispatcher;

    public PlacedActivityContext(ActivityCall call, ActivityDispatcher dispatcher)
        : base(call.Caller.Id, call.Scheduled.Name!) => (_call, _dispatcher) = (call, dispatcher);

    public override bool MayStandAside() => true;

    public override Task StandAsideAsync(Task until) => _dispatcher.StandAsideAsync(_call, until);
}
