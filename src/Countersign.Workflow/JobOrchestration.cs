using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>Analyse, plan, ask, execute.</summary>
/// <remarks>
/// Deterministic: everything it learns comes from activities. Where a stage ends the job (failure, rejection, expiry,
/// cancellation), the activity has stored that already, and the orchestration only stops.
/// </remarks>
public sealed class JobOrchestration : IOrchestration<JobStart, JobEnd>
{
    public async Task<JobEnd> RunAsync(IOrchestrationContext context, JobStart input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var stages = new JobStages(context, input.JobId, input.Run);
        try
        {
            await RunStagesAsync(stages);
        }
        catch (ActivityFailedException failure)
        {
            await stages.FailAsync(failure.Name);
        }

        return new JobEnd(input.JobId);
    }

    private static async Task RunStagesAsync(JobStages stages)
    {
        if (!await stages.AnalyzeAsync())
        {
            return;
        }

        var plan = await stages.PlanAsync(round: 1);
        if (plan.Plan is not { } reference || !await stages.AskAsync(reference, plan.Gate))
        {
            return;
        }

        foreach (var stepId in reference.StepIds)
        {
            if (!await stages.ExecuteAsync(reference, stepId))
            {
                return;
            }
        }

        await stages.FinishAsync(reference);
    }
}
