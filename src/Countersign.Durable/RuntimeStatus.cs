namespace Countersign.Durable;

/// <summary>Where an instance stands, in the words of Durable Functions.</summary>
public enum RuntimeStatus
{
    Pending,
    Running,
    Suspended,
    Completed,
    Failed,
    Terminated,
}
