using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Workflow;

/// <summary>Analyse, agree on a plan, execute.</summary>
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
        var round = 1;
        while (await stages.AnalyzeAsync() is { Verdict: StageVerdict.Proceed } analyzed
            && await stages.AgreeAsync(round, analyzed.Planned) is { } approved)
        {
            var outcome = await stages.ExecuteAsync(approved);
            if (outcome.Verdict == StageVerdict.Proceed)
            {
                await stages.FinishAsync(approved);
            }

            if (outcome.Verdict != StageVerdict.Replan)
            {
                return;
            }

            // What the steps would have read is not what the plan was made from.
            round = outcome.Round;
        }
    }
}
