using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Activities;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Testing.Kinds;

namespace Countersign.Embedded.Tests.Interleavings;

/// <summary>Broken on purpose: executes a step because it was told to, and looks at neither hash, decision nor inputs.</summary>
internal sealed class CarelessStepActivity(
    IJobStore jobs, IPlanStore plans, IJobDocuments documents, KindCatalogue kinds, IInputFiles files, TimeProvider clock)
    : IActivity<StepTask, StageOutcome>
{
    public async Task<StageOutcome> RunAsync(ActivityContext context, StepTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        var states = await documents.GetStepsAsync(input.JobId, input.PlanVersion, cancellationToken);
        if (record is null || record.HasEnded(input.Run) || states.ContainsKey(input.StepId))
        {
            return new StageOutcome(record is null || record.HasEnded(input.Run) ? StageVerdict.Stopped : StageVerdict.Proceed);
        }

        var plan = (await plans.GetAsync(input.JobId, input.PlanVersion, cancellationToken))!;
        var result = await kinds.Get(record.Job.Kind).ExecuteAsync(
            new StepContext
            {
                JobId = input.JobId,
                Input = record.Job.Input,
                Analysis = (await documents.GetAnalysisAsync(input.JobId, cancellationToken))!,
                Plan = plan,
                Step = plan.Steps.First(step => step.Id == input.StepId),
                Attempt = input.Attempt,
                Results = states.Where(state => state.Value.Result is not null).ToDictionary(state => state.Key, state => state.Value.Result!.Value),
                Files = files,
                Artifacts = new MemoryArtifacts(),
                Reporter = new JobReporter(input.StepId, input.Attempt, 0, 100, []),
            },
            cancellationToken);
        var completed = new StepState
        {
            StepId = input.StepId,
            PlanVersion = plan.Version,
            PlanHash = plan.Hash,
            Status = StepStatus.Completed,
            Attempt = input.Attempt,
            CompletedAt = clock.GetUtcNow(),
            Result = result,
        };
        await jobs.UpdateAsync(
            input.JobId,
            current => new JobUpdate<bool>(true, new JobChange { Record = current with { ExecutedPlanHash = plan.Hash }, Step = completed }),
            cancellationToken);
        return new StageOutcome(StageVerdict.Proceed);
    }
}
