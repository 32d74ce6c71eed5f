using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Kinds;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;
using Countersign.Server.Policies;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>Makes versions of a job's plan, and the change that adds one.</summary>
internal sealed class PlanMaker(KindCatalogue kinds, IInputFiles files, Supervisor supervisor, PolicyEvaluator policies, TimeProvider clock)
{
    /// <summary>Has the kind plan, and asks the rules about what it planned; nothing is stored.</summary>
    /// <param name="record">The job.</param>
    /// <param name="task">Which plan is wanted.</param>
    /// <param name="analysis">What the plan is to be made of.</param>
    /// <param name="reporter">What the planner reports to.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    /// <exception cref="WorkFailedException">The kind cannot plan this, or planned what cannot be run.</exception>
    /// <exception cref="KindException">The kind failed in a way of its own.</exception>
    public async Task<MadePlan> MakeAsync(
        JobRecord record, PlanTask task, Analysis analysis, JobReporter reporter, CancellationToken cancellationToken)
    {
        var job = record.Job;
        var answers = record.WhatToAnswer();
        // What has changed stands in the analysis; a kind's planner reads people's words only.
        var feedback = record.IsReplannedForDrift() ? null : answers;
        var asked = new PlanContext(job.JobId, job.Input, analysis, task.Round, feedback);
        var draft = feedback is null
            ? await KindCalls.RunAsync(() => kinds.Get(job.Kind).PlanAsync(asked, cancellationToken))
            : await supervisor.RunAsync(
                job.JobId, task.Run, reporter, stop => kinds.Get(job.Kind).PlanAsync(asked with { Look = Look(record, analysis, reporter) }, stop), cancellationToken);
        var found = draft.Analysis?.InOrder();
        analysis = found ?? analysis;
        if (PlanRules.FirstProblem(draft.Steps, analysis) is { } problem)
        {
            throw new WorkFailedException(ErrorCodes.PlanInvalid, $"The kind '{job.Kind}' made a plan that cannot be run: {problem}");
        }

        var version = (job.Plan?.Version ?? 0) + 1;
        var inputDigest = InputDigest.Compute(job.Input, analysis.Content);
        var plan = new Plan
        {
            Version = version,
            Hash = PlanHash.Compute(job.JobId, job.Kind, version, inputDigest, draft.Steps),
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = Plan.Planner,
            Feedback = answers,
            Steps = draft.Steps,
            Estimate = draft.Estimate,
            InputDigest = inputDigest,
        };
        var verdict = AsksPolicies(record) ? await policies.EvaluateAsync(job.Kind, plan, cancellationToken) : null;
        return new MadePlan(plan, found, verdict);
    }

    /// <summary>Adds the plan to its job and opens its gate, or lets it through where it needs no decision or a rule approves it.</summary>
    /// <param name="record">The job as it is now.</param>
    /// <param name="task">Which plan was wanted.</param>
    /// <param name="made">The plan.</param>
    /// <param name="report">What the planner reported.</param>
    /// <returns>No outcome where another run of the same task was faster.</returns>
    public JobUpdate<PlannedStage> Add(JobRecord record, PlanTask task, MadePlan made, JobReporter.Report report)
    {
        var plan = made.Plan;
        if (record.HasEnded(task.Run))
        {
            return new JobUpdate<PlannedStage>(PlannedStage.Stopped);
        }

        // Another run of this activity was faster.
        if (record.PlannerRounds() >= task.Round)
        {
            return new JobUpdate<PlannedStage>(PlannedStage.LookAgain);
        }

        var now = clock.GetUtcNow();
        var (reported, lines) = report.ApplyTo(record);
        IReadOnlyList<EventDraft> announced = [.. lines, Announce(record, plan)];
        var planned = reported.AdvanceTo((int)ProgressScale.Analyzed).WithPlan(plan, now) with { Rounds = task.Round };
        if (!PlanRules.NeedsDecision(planned.Job.Approval.Mode, plan))
        {
            return With(made.Analysis, Release(planned, plan, announced, decision: null, now));
        }

        if (made.Verdict is { Decision: PolicyDecision.Approve })
        {
            var decision = DecisionOf(planned.Job, made.Verdict, now);
            planned = planned with { Job = planned.Job with { Approval = planned.Job.Approval with { Decision = decision } } };
            return With(made.Analysis, Release(planned, plan, [.. announced, new EventDraft(EventTypes.Approved, EventData.Decision(decision))], decision, now));
        }

        var asked = Ask(planned, plan, announced, now);
        return With(made.Analysis, asked with { Change = asked.Change! with { Plan = plan } });
    }

    /// <summary>Opens the plan's gate.</summary>
    public static JobUpdate<PlannedStage> Ask(JobRecord planned, Plan plan, IReadOnlyList<EventDraft> events, DateTimeOffset now)
    {
        var held = planned.Hold(now);
        held = held with { Gate = new Gate(WireNames.DecisionEvent(plan.Version, wait: 0), Gates.NextInstant(held.Job.Approval)) };
        var asked = new EventDraft(EventTypes.ApprovalRequired, EventData.Gate(held.Job.Plan!, held.Job.Approval));
        return new JobUpdate<PlannedStage>(new PlannedStage(Outcome(plan, held.Gate)), new JobChange { Record = held, Events = [.. events, asked] });
    }

    /// <summary>How planning ends with a plan that waits at a gate, or at none.</summary>
    public static PlanOutcome Outcome(Plan plan, Gate? gate) => new(StageVerdict.Proceed, Plan: References.To(plan), Gate: gate);

    /// <summary>What was found anew belongs to the plan that was made of it.</summary>
    private static JobUpdate<PlannedStage> With(Analysis? analysis, JobUpdate<PlannedStage> update) =>
        update.Change is { } change ? update with { Change = change with { Analysis = analysis } } : update;

    private AnalysisContext Look(JobRecord record, Analysis analysis, JobReporter reporter) =>
        new(record.Job.JobId, record.Job.Input, files, reporter) { Previous = analysis, Budget = record.Budget, Used = record.Job.Cost.Actual };

    /// <summary>Rules are asked about what the planner made, but not about its answer to a person's objection: that person sees it.</summary>
    private static bool AsksPolicies(JobRecord record) =>
        record.Job.Approval.Mode == ApprovalMode.Policy && record.Job.Approval.Decision is not { Replan: true };

    private static JobUpdate<PlannedStage> Release(
        JobRecord planned, Plan plan, IReadOnlyList<EventDraft> events, Decision? decision, DateTimeOffset now)
    {
        var released = planned.GoOnTo(JobStatus.Running, JobPhase.Execution, now) with { Gate = null };
        return new JobUpdate<PlannedStage>(
            new PlannedStage(Outcome(plan, gate: null)), new JobChange { Record = released, Events = events, Plan = plan, Decision = decision });
    }

    private static Decision DecisionOf(Job job, PolicyVerdict verdict, DateTimeOffset now) => new()
    {
        JobId = job.JobId,
        PlanVersion = job.Plan!.Version,
        PlanHash = job.Plan.Hash,
        Approved = true,
        Actor = PolicyActors.Of(verdict.Rule!),
        At = now,
        Feedback = string.Join(" ", verdict.Reasons),
    };

    private static EventDraft Announce(JobRecord record, Plan plan) => record.Job.Plan is { } previous
        ? new EventDraft(EventTypes.PlanRevised, EventData.Revised(plan, record.IsReplannedForDrift() ? ErrorCodes.InputsChanged : "feedback", previous.Version))
        : new EventDraft(EventTypes.PlanReady, EventData.Plan(plan));

    /// <param name="Plan">The plan, which is not stored yet.</param>
    /// <param name="Analysis">What was found anew while it was made; null when nothing was.</param>
    /// <param name="Verdict">What the rules say of it; null where they are not asked.</param>
    internal sealed record MadePlan(Plan Plan, Analysis? Analysis, PolicyVerdict? Verdict);
}
