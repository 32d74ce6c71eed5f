using Countersign.Server.Ports;

namespace Countersign.Server.Live;

/// <summary>An update's place among the updates of its job that are under way.</summary>
internal sealed class AnnouncementTurn
{
    /// <summary>The job in whose order it stands; null while it stands in none. Guarded by the order's lock.</summary>
    public string? JobId { get; set; }

    /// <summary>Whether the update is over. Guarded by the order's lock.</summary>
    public bool IsFinished { get; set; }

    /// <summary>What was committed, with the number of its first event; null when nothing was.</summary>
    public (JobChange Change, long FirstSeq)? Committed { get; set; }
}
