using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Jobs;

/// <summary>Runs a failed job on from where it failed, under the plan that was approved, if one was.</summary>
internal sealed class RetryJobHandler(
    IJobStore jobs, CurrentPlan plans, IJobDocuments documents, WakeUpSender wakeUps, TimeProvider clock) : MoveJobHandler(jobs, wakeUps)
{
    protected override async Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var plan = await plans.ReadAsync(record, cancellationToken);
        var states = plan is null
            ? []
            : (await documents.GetStepsAsync(record.Job.JobId, plan.Version, cancellationToken)).Values;
        var cutOff = states.FirstOrDefault(state => state.Status == StepStatus.Running);
        return await Jobs.UpdateAsync(
            record.Job.JobId,
            current => Lifecycle.Retry(current, PhaseOf(current.Job, plan), cutOff, request.Caller.Actor, clock.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>A failed job keeps its plan and decision, so what is read before the update is what the update finds.</summary>
    private static JobPhase PhaseOf(Job job, Plan? plan)
    {
        if (plan is null)
        {
            return JobPhase.Analysis;
        }

        return job.Approval.Decision is { Approved: true } || !PlanRules.NeedsDecision(job.Approval.Mode, plan)
            ? JobPhase.Execution
            : JobPhase.Plan;
    }
}
