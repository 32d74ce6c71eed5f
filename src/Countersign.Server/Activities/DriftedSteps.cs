using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Proof;

namespace Countersign.Server.Activities;

/// <summary>
/// What follows when a step finds, before it acts, that what it reads is not what the plan was made from: the job goes back to
/// analysis and gets another plan, which has to be approved, as long as the planner may make one.
/// </summary>
internal sealed class DriftedSteps(IJobStore jobs, JobFailures failures, StepReceipts receipts, TimeProvider clock)
{
    /// <summary>Stores what was found.</summary>
    /// <param name="run">The step, which has done nothing.</param>
    /// <param name="drift">What is different.</param>
    /// <param name="report">What was reported before.</param>
    public async Task<StageOutcome> SettleAsync(StepRun run, WorkFailedException drift, JobReporter.Report report)
    {
        // Signed before it is stored: signing may take long, and what decides below must not wait.
        var now = clock.GetUtcNow();
        var step = new FailedStep(run.Step, run.State, run.Plan.InputDigest);
        var error = new JobError(drift.Code, drift.Message, run.Step.Id, drift.Details);
        var receipt = await receipts.SignAsync(
            run.Job.JobId, step.ToState(error, now), run.Plan.InputDigest, content: null, saved: [], CancellationToken.None);
        var outcome = await jobs.UpdateAsync(
            run.Job.JobId, record => Decide(record, run, step, error, receipt, report, now), CancellationToken.None);
        return outcome ?? await failures.SettleAsync(
            run.Job.JobId, run.Run, Final(drift, run.MaxRounds), run.Repetition, report, step);
    }

    /// <returns>No outcome when the planner may make no other version.</returns>
    private static JobUpdate<StageOutcome?> Decide(
        JobRecord record, StepRun run, FailedStep step, JobError error, string receipt, JobReporter.Report report, DateTimeOffset now)
    {
        if (record.HasEnded(run.Run))
        {
            return new JobUpdate<StageOutcome?>(new StageOutcome(StageVerdict.Stopped));
        }

        if (record.PlannerRounds() >= record.MaxRounds)
        {
            return new JobUpdate<StageOutcome?>(null);
        }

        var (reported, events) = report.ApplyTo(record with { UpdatedAt = now });
        var returned = reported.GoOnTo(JobStatus.Running, JobPhase.Analysis, now) with
        {
            Drift = new Drift(run.Plan.Version, error.Message, record.LastSeq),
            ExecutedPlanHash = run.HasEarlierResults ? run.Plan.Hash : null,
        };
        return new JobUpdate<StageOutcome?>(
            new StageOutcome(StageVerdict.Replan, Round: record.PlannerRounds() + 1),
            new JobChange
            {
                Record = returned,
                Events = [.. events, step.ToEvent(error, retryAfterSeconds: 0), new EventDraft(EventTypes.AnalysisStart)],
                Step = step.ToState(error, now),
                Receipt = receipt,
            });
    }

    private static WorkFailedException Final(WorkFailedException drift, int maxRounds) => new(
        drift.Code,
        $"{drift.Message} The planner has made all {maxRounds} versions that max_rounds allows; submit the job again to get a plan for what is there now.",
        details: drift.Details);
}
