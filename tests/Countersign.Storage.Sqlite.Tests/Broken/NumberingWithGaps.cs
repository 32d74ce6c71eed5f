using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Numbers events 1, 3, 5, as a store would that takes a number before it knows whether it writes.</summary>
public sealed class NumberingWithGaps : BrokenStorage
{
    public override IEventLog Events => new BrokenEventLog(
        () => Sound.Events, events => events.Select(stored => stored with { Seq = (stored.Seq * 2) - 1 }));
}
