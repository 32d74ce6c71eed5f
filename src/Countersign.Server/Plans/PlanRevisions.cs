using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Events;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;

namespace Countersign.Server.Plans;

/// <summary>
/// Makes a new plan version of other steps while the plan is held. The orchestration still waits at the old version's gate: its
/// event is owed with the change, and the activity that it wakes sends it on to the new one.
/// </summary>
internal sealed class PlanRevisions(
    IJobStore jobs, IPlanStore plans, IJobDocuments documents, KindCatalogue kinds, WakeUpSender wakeUps, TimeProvider clock)
{
    /// <summary>How many versions a plan may have: every one is kept for good.</summary>
    public const int MaxVersions = 200;

    /// <summary>Adds the version.</summary>
    /// <param name="record">The job as it was read.</param>
    /// <param name="current">The version that the caller changes, which must still be the job's when the new one is stored.</param>
    /// <param name="steps">All steps of the new version.</param>
    /// <param name="revision">Who, and why.</param>
    /// <param name="cancellationToken">Stops the reading before anything is stored.</param>
    public async Task<(Plan? Plan, Refusal? Refusal)> ReviseAsync(
        JobRecord record, Plan current, IReadOnlyList<PlanStep> steps, Revision revision, CancellationToken cancellationToken)
    {
        if (await CheckAsync(record.Job, current, steps, cancellationToken) is { Count: > 0 } problems)
        {
            return (null, Refusals.PlanInvalid(problems));
        }

        var plan = NewVersion(record.Job, current, steps, revision);
        var outcome = await jobs.UpdateAsync(record.Job.JobId, found => Decide(found, current, plan, revision), cancellationToken);
        switch (outcome)
        {
            case null:
                return (null, Refusals.JobNotFound(record.Job.JobId));
            case { Refusal: { } refusal }:
                return (null, refusal);
            default:
                await wakeUps.HandOverAsync(outcome.Record);
                return (plan, null);
        }
    }

    /// <summary>Why the plan cannot be changed at all now; null when it can.</summary>
    public Refusal? RefuseNow(JobRecord record) => record.Job switch
    {
        _ when record.Pause is { } pause => Refusals.Paused(pause.By),
        { Plan: null } => Refusals.PlanNotReady(record.Job.Status),
        { Approval.Decision: { } decided } => Refusals.AlreadyDecided(decided),
        { Status: not JobStatus.AwaitingApproval } => Refusals.PlanNotHeld(record.Job.Status),
        _ when clock.GetUtcNow() >= record.Job.Approval.ExpiresAt => Refusals.ApprovalClosed("The time to decide on the plan, and so to change it, has ended."),
        { Plan.Version: >= MaxVersions } => Refusals.TooManyVersions(MaxVersions),
        _ => null,
    };

    private JobUpdate<GateAnswer> Decide(JobRecord record, Plan current, Plan plan, Revision revision)
    {
        var refusal = RefuseNow(record)
            ?? (record.Job.Plan!.Hash == current.Hash ? null : Refusals.PlanNotMatched(current.Hash, record.Job.Plan.Hash));
        if (refusal is not null)
        {
            return new JobUpdate<GateAnswer>(new GateAnswer(record, refusal));
        }

        var now = clock.GetUtcNow();
        var revised = record.WithPlan(plan, now).Hold(now) with { WakeUp = WakeUp.Decision };
        return new JobUpdate<GateAnswer>(new GateAnswer(revised), new JobChange
        {
            Record = revised,
            Plan = plan,
            Events =
            [
                new EventDraft(EventTypes.PlanRevised, EventData.Revised(plan, revision.Reason, current.Version)),
                new EventDraft(EventTypes.ApprovalRequired, EventData.Gate(revised.Job.Plan!, revised.Job.Approval)),
            ],
        });
    }

    private Plan NewVersion(Job job, Plan current, IReadOnlyList<PlanStep> steps, Revision revision) => new()
    {
        Version = current.Version + 1,
        Hash = PlanHash.Compute(job.JobId, job.Kind, current.Version + 1, current.InputDigest, steps),
        CreatedAt = clock.GetUtcNow(),
        CreatedBy = revision.Caller.Actor,
        Steps = steps,
        Estimate = PlanRules.SumOf(steps),
        InputDigest = current.InputDigest,
    };

    private async Task<IReadOnlyList<StepProblem>> CheckAsync(
        Job job, Plan current, IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        var analysis = await documents.GetAnalysisAsync(job.JobId, cancellationToken)
            ?? throw new InvalidOperationException($"Job '{job.JobId}' has a plan and no analysis.");
        if (PlanRules.FirstProblem(steps, analysis) is { } problem)
        {
            return [problem];
        }

        var planned = new List<PlanStep>();
        for (var version = current.Version; version > 0; version--)
        {
            // What the planner made from other content may not be what execution would do now.
            if (await plans.GetAsync(job.JobId, version, cancellationToken) is { CreatedBy: Plan.Planner } made && made.InputDigest == current.InputDigest)
            {
                planned.AddRange(made.Steps);
            }
        }

        return kinds.Get(job.Kind).CheckPlan(new EditedPlan(job.JobId, job.Input, analysis, steps, planned));
    }
}
