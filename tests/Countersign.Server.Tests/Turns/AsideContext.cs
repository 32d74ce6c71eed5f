using Countersign.Durable;

namespace Countersign.Server.Tests.Turns;

/// <summary>A call on an engine that lets activities stand aside.</summary>
internal sealed record AsideContext(string JobId) : ActivityContext(JobId, "work")
{
    public override bool MayStandAside() => true;

    public override Task StandAsideAsync(Task until) => until;
}
