using Countersign.Contracts.Workflow;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>Stores what a planner made, or what follows from its failure.</summary>
internal sealed class PlanStage(IJobStore jobs, PlanMaker maker, JobFailures failures)
{
    /// <summary>Waits for the plan and stores it.</summary>
    /// <param name="task">Which plan is wanted.</param>
    /// <param name="making">The plan, as <see cref="PlanMaker.MakeAsync"/> makes it.</param>
    /// <param name="reporter">What the planner reports to.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <returns>Null when the job must be looked at again: another run of the same task was faster.</returns>
    public async Task<PlanOutcome?> StoreAsync(
        PlanTask task, Task<PlanMaker.MadePlan> making, JobReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            var made = await making;
            var report = reporter.Take();
            var stored = await jobs.UpdateAsync(task.JobId, current => maker.Add(current, task, made, report), CancellationToken.None);
            return (stored ?? PlannedStage.Stopped).Outcome;
        }
        catch (JobEndedException)
        {
            return PlannedStage.Stopped.Outcome;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = failures.Explain(exception, task.JobId);
            var settled = await failures.SettleAsync(task.JobId, task.Run, failure, task.Attempt, reporter.Take());
            return new PlanOutcome(settled.Verdict, settled.RetryAfterSeconds);
        }
    }
}
