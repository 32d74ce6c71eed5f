using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Activities;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Jobs;

/// <summary>Runs a failed job on from where it failed, under the plan that was approved, if one was.</summary>
internal sealed class RetryJobHandler(
    IJobStore jobs, CurrentPlan plans, IJobDocuments documents, StepReceipts receipts, WakeUpSender wakeUps, TimeProvider clock)
    : MoveJobHandler(jobs, wakeUps)
{
    protected override async Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var plan = await plans.ReadAsync(record, cancellationToken);
        var cutOff = record.Job.Status == JobStatus.Failed && plan is not null ? await EndCutOffAsync(record.Job, plan, cancellationToken) : null;
        return await Jobs.UpdateAsync(
            record.Job.JobId,
            current => Lifecycle.Retry(current, PhaseOf(current, plan), cutOff, request.Caller.Actor, clock.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>Ends the step that was running when the server gave the job up: whether it did its work, nobody knows.</summary>
    private async Task<EndedStep?> EndCutOffAsync(Job job, Plan plan, CancellationToken cancellationToken)
    {
        var states = await documents.GetStepsAsync(job.JobId, plan.Version, cancellationToken);
        if (states.Values.FirstOrDefault(state => state.Status == StepStatus.Running) is not { } running)
        {
            return null;
        }

        var error = job.Error! with { Step = running.StepId };
        var step = new FailedStep(plan.Steps.First(planned => planned.Id == running.StepId), running, plan.InputDigest);
        var ended = step.ToState(error, clock.GetUtcNow());
        var receipt = await receipts.SignAsync(job.JobId, ended, plan.InputDigest, content: null, saved: [], cancellationToken);
        return new EndedStep(ended, step.ToEvent(error, retryAfterSeconds: 0), receipt);
    }

    /// <summary>A failed job keeps its plan and decision, so what is read before the update is what the update finds.</summary>
    private static JobPhase PhaseOf(JobRecord record, Plan? plan)
    {
        if (plan is null || record is { Drift.IsAnalyzed: false })
        {
            return JobPhase.Analysis;
        }

        var job = record.Job;
        if (record.IsReplannedForDrift())
        {
            return JobPhase.Plan;
        }

        return job.Approval.Decision is { Approved: true } || !PlanRules.NeedsDecision(job.Approval.Mode, plan)
            ? JobPhase.Execution
            : JobPhase.Plan;
    }
}
