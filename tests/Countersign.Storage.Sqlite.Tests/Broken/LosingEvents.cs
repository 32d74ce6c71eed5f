using Countersign.Server.Ports;

namespace Countersign.Storage.Sqlite.Tests.Broken;

/// <summary>Loses the third event of each job.</summary>
public sealed class LosingEvents : BrokenStorage
{
    public override IEventLog Events => new BrokenEventLog(() => Sound.Events, events => events.Where(stored => stored.Seq != 3));
}
