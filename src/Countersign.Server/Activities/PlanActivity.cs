using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>Makes a job's plan, stores it, and opens its gate. A repeat finds the stored plan and answers with it.</summary>
internal sealed class PlanActivity(
    IJobStore jobs,
    IPlanStore plans,
    IJobDocuments documents,
    KindCatalogue kinds,
    JobFailures failures,
    StageEntry entry,
    TimeProvider clock) : IActivity<PlanTask, PlanOutcome>
{
    private static readonly PlanOutcome Stopped = new(StageVerdict.Stopped);

    public async Task<PlanOutcome> RunAsync(ActivityContext context, PlanTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
        {
            return new PlanOutcome(sentAway.Verdict, ResumeEvent: sentAway.ResumeEvent);
        }

        if (await ReadMadeAsync(record!, input.Round, cancellationToken) is { } made)
        {
            // A job that failed between plan and decision is asked again; one that failed while executing goes on executing.
            return record!.Job.Phase == JobPhase.Plan ? await StoreAsync(input, made, isNew: false) : Outcome(made, record.Gate);
        }

        try
        {
            var plan = await DraftAsync(record!.Job, input.Round, cancellationToken);
            return await StoreAsync(input, plan, isNew: true);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = failures.Explain(exception, input.JobId);
            var settled = await failures.SettleAsync(
                input.JobId, input.Run, failure, input.Attempt, new JobReporter.Report([], record!.Job.Progress));
            return new PlanOutcome(settled.Verdict, settled.RetryAfterSeconds);
        }
    }

    /// <summary>The plan of the round, or, while a later attempt at the job executes, the plan that it executes.</summary>
    private async Task<Plan?> ReadMadeAsync(JobRecord record, int round, CancellationToken cancellationToken)
    {
        var version = record.Job is { Phase: JobPhase.Execution, Plan: { } current } ? current.Version : round;
        return await plans.GetAsync(record.Job.JobId, version, cancellationToken);
    }

    private async Task<Plan> DraftAsync(Job job, int version, CancellationToken cancellationToken)
    {
        var analysis = await documents.GetAnalysisAsync(job.JobId, cancellationToken)
            ?? throw new InvalidOperationException($"Job '{job.JobId}' is to be planned and has no analysis.");
        var draft = await KindCalls.RunAsync(() => kinds.Get(job.Kind).PlanAsync(
            new PlanContext(job.JobId, job.Input, analysis, version, Feedback: null), cancellationToken));
        if (PlanRules.FirstProblem(draft.Steps, analysis) is { } problem)
        {
            throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The kind '{job.Kind}' made a plan that cannot be run: {problem}");
        }

        var inputDigest = InputDigest.Compute(job.Input, analysis.Content);
        return new Plan
        {
            Version = version,
            Hash = PlanHash.Compute(job.JobId, job.Kind, version, inputDigest, draft.Steps),
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = "planner",
            Steps = draft.Steps,
            Estimate = draft.Estimate,
            InputDigest = inputDigest,
        };
    }

    private async Task<PlanOutcome> StoreAsync(PlanTask task, Plan plan, bool isNew)
    {
        var outcome = await jobs.UpdateAsync(task.JobId, record => Decide(record, task.Run, plan, isNew), CancellationToken.None);
        return outcome ?? Stopped;
    }

    private JobUpdate<PlanOutcome> Decide(JobRecord record, int run, Plan plan, bool isNew)
    {
        if (record.HasEnded(run))
        {
            return new JobUpdate<PlanOutcome>(Stopped);
        }

        var now = clock.GetUtcNow();
        var planned = record.AdvanceTo((int)ProgressScale.Analyzed);
        planned = planned with
        {
            UpdatedAt = now,
            Job = planned.Job with
            {
                Plan = new PlanSummary(plan.Version, plan.Hash, plan.Steps.Count),
                Cost = planned.Job.Cost with { Estimate = plan.Estimate },
            },
        };

        EventDraft[] ready = isNew ? [new EventDraft(EventTypes.PlanReady, EventData.Plan(plan))] : [];
        var stored = isNew ? plan : null;
        if (!PlanRules.NeedsDecision(planned.Job.Approval.Mode, plan))
        {
            var released = planned.GoOnTo(JobStatus.Running, JobPhase.Execution, now);
            return new JobUpdate<PlanOutcome>(
                Outcome(plan, gate: null), new JobChange { Record = released, Events = ready, Plan = stored });
        }

        var held = Hold(planned, plan, now);
        var asked = new EventDraft(EventTypes.ApprovalRequired, EventData.Gate(plan, held.Job.Approval));
        return new JobUpdate<PlanOutcome>(
            Outcome(plan, held.Gate), new JobChange { Record = held, Events = [.. ready, asked], Plan = stored });
    }

    private static JobRecord Hold(JobRecord record, Plan plan, DateTimeOffset now)
    {
        var expiresAt = now.AddSeconds(record.Job.Approval.TimeoutSeconds);
        var held = record.GoOnTo(JobStatus.AwaitingApproval, JobPhase.Approval, now);
        return held with
        {
            Gate = new Gate(WireNames.DecisionEvent(plan.Version, wait: 0), expiresAt),
            Job = held.Job with
            {
                Approval = held.Job.Approval with { ExpiresAt = expiresAt, Votes = [], Decision = null },
            },
        };
    }

    private static PlanOutcome Outcome(Plan plan, Gate? gate) =>
        new(StageVerdict.Proceed, Plan: new PlanReference(plan.Version, plan.Hash, [.. plan.Steps.Select(step => step.Id)]), Gate: gate);
}
