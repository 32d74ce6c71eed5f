using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Telemetry;

namespace Countersign.Server.Activities;

/// <summary>Finds out what a completed step may be followed by in the same write.</summary>
internal sealed class StepSequels(
    IJobStore jobs, StageParts parts, ApprovalProof proof, JobCompletion completion, StageObserver observer, TimeProvider clock)
{
    /// <summary>Prepares what follows, with the same proof of the approval as any step begins with.</summary>
    /// <param name="run">The step that is over.</param>
    /// <param name="completed">Its state, which is not stored yet.</param>
    /// <returns>
    /// Null where there is anything to look at first: the orchestration then asks for what comes next, and is told what is the matter.
    /// </returns>
    public async Task<StepSequel?> FindAsync(StepRun run, StepState completed)
    {
        var plan = run.Plan;
        try
        {
            if (await jobs.GetAsync(run.Job.JobId, CancellationToken.None) is not { Job.Status: JobStatus.Running } record || record.HasEnded(run.Run))
            {
                return null;
            }

            var approved = await proof.LoadAsync(record, plan.Version, plan.Hash, CancellationToken.None);
            var stored = await parts.ReadStepsAsync(record, plan.Version, CancellationToken.None);
            var states = new Dictionary<string, StepState>(stored, StringComparer.Ordinal) { [completed.StepId] = completed };
            if (run.IsLast)
            {
                var result = await observer.RunAsync(
                    WireNames.Finish,
                    run.Job.JobId,
                    stepId: null,
                    () => completion.SummarizeAsync(record, approved, states, CancellationToken.None),
                    CancellationToken.None);
                return new StepSequel(record, next: null, current => completion.Complete(current, result));
            }

            var next = plan.Steps[run.Index + 1];
            return approved.Excludes(next.Id) || states.ContainsKey(next.Id) || !IsReady(next, states)
                ? null
                : new StepSequel(record, new StepRun(record, plan, next, run.TaskOf(next), states, clock), ending: null);
        }
        catch (Exception exception) when (exception is StoreUnavailableException || WorkErrors.AreTheKinds(exception))
        {
            // What the step did is stored all the same. The stage that comes next meets this too, and tells it as its own.
            return null;
        }
    }

    private static bool IsReady(PlanStep step, Dictionary<string, StepState> states) =>
        step.DependsOn.All(id => states.GetValueOrDefault(id)?.Status == StepStatus.Completed);
}
