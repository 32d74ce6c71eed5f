namespace Countersign.Durable;

/// <summary>Where an instance stands, in the words of Durable Functions. Stores hold the numbers: they are never changed.</summary>
public enum RuntimeStatus
{
    Pending = 0,
    Running = 1,
    Suspended = 2,
    Completed = 3,
    Failed = 4,
    Terminated = 5,
}
