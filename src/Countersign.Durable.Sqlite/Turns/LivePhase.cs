namespace Countersign.Durable.Sqlite.Turns;

internal enum LivePhase
{
    /// <summary>Nothing to do.</summary>
    Idle,

    /// <summary>A turn is queued or running.</summary>
    Busy,

    /// <summary>Replaced; whoever holds this object looks the instance up again.</summary>
    Retired,
}
