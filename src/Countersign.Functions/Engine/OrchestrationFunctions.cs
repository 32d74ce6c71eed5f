using Countersign.Contracts.Workflow;
using Countersign.Workflow;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Countersign.Functions.Engine;

/// <summary>One function per orchestration, by its wire name.</summary>
/// <remarks>
/// The input is a parameter: bound so, it is read with the contracts' settings, whereas
/// <see cref="TaskOrchestrationContext.GetInput{T}"/> reads it with the worker's.
/// </remarks>
public static class OrchestrationFunctions
{
    [Function(WireNames.JobOrchestration)]
    public static Task<JobEnd> JobAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobStart input) =>
        new JobOrchestration().RunAsync(new DurableTaskOrchestrationContext(context), input);
}
