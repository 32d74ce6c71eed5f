using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Jobs;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Makes a version of a job's plan, stores it, and opens its gate. A repeat of a round finds that it has been planned, and
/// answers with the plan as it is now.
/// </summary>
internal sealed class PlanActivity(
    IJobStore jobs, StageParts parts, PlanMaker maker, PlanStage stage, StageEntry entry, TimeProvider clock) : IActivity<PlanTask, PlanOutcome>
{
    private static readonly PlanOutcome Stopped = new(StageVerdict.Stopped);

    public async Task<PlanOutcome> RunAsync(ActivityContext context, PlanTask input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var record = await jobs.GetAsync(input.JobId, cancellationToken);
            if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
            {
                return new PlanOutcome(sentAway.Verdict, ResumeEvent: sentAway.ResumeEvent);
            }

            var round = RoundOf(record!, input);
            var outcome = record!.PlannerRounds() >= round
                ? await AnswerAgainAsync(record!, input, cancellationToken)
                : await PlanAsync(record!, input with { Round = round }, cancellationToken);
            if (outcome is not null)
            {
                return outcome;
            }
        }
    }

    /// <summary>A later attempt at the job begins with the first round again, whatever was to be planned when the earlier one failed.</summary>
    private static int RoundOf(JobRecord record, PlanTask task) =>
        task.Run > 1 && WantsAnother(record) ? Math.Max(task.Round, record.PlannerRounds() + 1) : task.Round;

    private static bool WantsAnother(JobRecord record) =>
        record.IsReplannedForDrift() || record.Job.Approval.Decision is { Approved: false, Replan: true };

    private async Task<PlanOutcome?> AnswerAgainAsync(JobRecord record, PlanTask task, CancellationToken cancellationToken)
    {
        var plan = await parts.FindPlanAsync(record, record.Job.Plan!.Version, cancellationToken)
            ?? throw new InvalidOperationException($"Plan version {record.Job.Plan.Version} of job '{record.Job.JobId}' is missing.");
        if (!IsToBeAskedAgain(record, task))
        {
            return PlanMaker.Outcome(plan, record.Gate);
        }

        return await jobs.UpdateAsync(task.JobId, current => AskAgain(current, task, plan), CancellationToken.None) is { } stored
            ? stored.Outcome
            : Stopped;
    }

    /// <summary>Whether an earlier attempt at the job failed between the plan and the decision on it.</summary>
    private static bool IsToBeAskedAgain(JobRecord record, PlanTask task) =>
        task.Run > 1 && record is { Gate: null, Job: { Phase: JobPhase.Plan, Approval.Decision: null } };

    private JobUpdate<PlannedStage> AskAgain(JobRecord record, PlanTask task, Plan plan)
    {
        if (record.HasEnded(task.Run))
        {
            return new JobUpdate<PlannedStage>(PlannedStage.Stopped);
        }

        var now = clock.GetUtcNow();
        return IsToBeAskedAgain(record, task) && record.Job.Plan?.Version == plan.Version
            ? PlanMaker.Ask(record.WithPlan(plan, now), plan, [], now)
            : new JobUpdate<PlannedStage>(PlannedStage.LookAgain);
    }

    private async Task<PlanOutcome?> PlanAsync(JobRecord record, PlanTask task, CancellationToken cancellationToken)
    {
        var reporter = new JobReporter(step: null, task.Attempt, record.Job.Progress, record.Job.Progress, []);
        var analysis = await parts.ReadAnalysisAsync(record, cancellationToken);
        return await stage.StoreAsync(task, maker.MakeAsync(record, task, analysis, reporter, cancellationToken), reporter, cancellationToken);
    }
}
