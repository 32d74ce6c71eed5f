using Countersign.Contracts.Workflow;
using Countersign.Durable;
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
    private static readonly DurableRegistry Registry = JobOrchestrations.AddTo(new DurableRegistry());

    [Function(WireNames.JobOrchestration)]
    public static Task<JobEnd> JobAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobStart input) =>
        Registry.CreateOrchestration(JobOrchestrations.Job, context.Version).RunAsync(new DurableTaskOrchestrationContext(context), input);
}
