namespace Countersign.Durable;

/// <summary>An instance has the id already, in a status in which it is not to be replaced. Nothing was changed.</summary>
public sealed class InstanceExistsException(string instanceId, RuntimeStatus status, IEnumerable<RuntimeStatus> dedupeStatuses)
    : Exception(
        $"An instance '{instanceId}' exists and is {status}; the start is refused while it is one of: {string.Join(", ", dedupeStatuses)}.")
{
    public string InstanceId { get; } = instanceId;

    /// <summary>The status of the instance that has the id.</summary>
    public RuntimeStatus Status { get; } = status;
}
