namespace Countersign.Durable.Sqlite.Replay;

/// <summary>One wait for an external event.</summary>
internal abstract class EventWaiter
{
    public abstract void Complete(string? payload);
}
