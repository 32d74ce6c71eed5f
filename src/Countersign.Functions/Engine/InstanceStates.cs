using Countersign.Durable;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Engine;

/// <summary>Durable Task's instances in the seam's words.</summary>
internal static class InstanceStates
{
    public static OrchestrationState From(OrchestrationMetadata instance) => new()
    {
        InstanceId = instance.InstanceId,
        Name = instance.Name,
        Status = From(instance.RuntimeStatus),
        CreatedAt = instance.CreatedAt,
        LastUpdatedAt = instance.LastUpdatedAt,
        Input = instance.SerializedInput,
        Output = instance.SerializedOutput,
        CustomStatus = instance.SerializedCustomStatus,
        Failure = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && instance.FailureDetails is { } details
            ? CallFailures.From(details)
            : null,
    };

    public static OrchestrationRuntimeStatus To(RuntimeStatus status) => status switch
    {
        RuntimeStatus.Pending => OrchestrationRuntimeStatus.Pending,
        RuntimeStatus.Running => OrchestrationRuntimeStatus.Running,
        RuntimeStatus.Suspended => OrchestrationRuntimeStatus.Suspended,
        RuntimeStatus.Completed => OrchestrationRuntimeStatus.Completed,
        RuntimeStatus.Failed => OrchestrationRuntimeStatus.Failed,
        RuntimeStatus.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of the seam."),
    };

    private static RuntimeStatus From(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => RuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Suspended => RuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed => RuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed => RuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated => RuntimeStatus.Terminated,
        // Between two executions of one that continues as new, it runs.
        _ => RuntimeStatus.Running,
    };
}
