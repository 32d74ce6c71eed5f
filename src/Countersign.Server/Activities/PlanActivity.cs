using Countersign.Contracts.Approvals;
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
using Countersign.Server.Policies;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Makes a version of a job's plan, stores it, and opens its gate. A repeat of a round finds that it has been planned, and
/// answers with the plan as it is now.
/// </summary>
internal sealed class PlanActivity(
    IJobStore jobs,
    IPlanStore plans,
    StageParts parts,
    KindCatalogue kinds,
    IInputFiles files,
    Supervisor supervisor,
    PolicyEvaluator policies,
    JobFailures failures,
    StageEntry entry,
    TimeProvider clock) : IActivity<PlanTask, PlanOutcome>
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
        var plan = await plans.GetAsync(record.Job.JobId, record.Job.Plan!.Version, cancellationToken)
            ?? throw new InvalidOperationException($"Plan version {record.Job.Plan.Version} of job '{record.Job.JobId}' is missing.");
        if (!IsToBeAskedAgain(record, task))
        {
            return Outcome(plan, record.Gate);
        }

        return await jobs.UpdateAsync(task.JobId, current => AskAgain(current, task, plan), CancellationToken.None) is { } stored
            ? stored.Outcome
            : Stopped;
    }

    /// <summary>Whether an earlier attempt at the job failed between the plan and the decision on it.</summary>
    private static bool IsToBeAskedAgain(JobRecord record, PlanTask task) =>
        task.Run > 1 && record is { Gate: null, Job: { Phase: JobPhase.Plan, Approval.Decision: null } };

    private JobUpdate<Stored> AskAgain(JobRecord record, PlanTask task, Plan plan)
    {
        if (record.HasEnded(task.Run))
        {
            return new JobUpdate<Stored>(new Stored(Stopped));
        }

        var now = clock.GetUtcNow();
        return IsToBeAskedAgain(record, task) && record.Job.Plan?.Version == plan.Version
            ? Ask(record.WithPlan(plan, now), plan, [], now)
            : new JobUpdate<Stored>(new Stored(null));
    }

    private async Task<PlanOutcome?> PlanAsync(JobRecord record, PlanTask task, CancellationToken cancellationToken)
    {
        var reporter = new JobReporter(step: null, task.Attempt, record.Job.Progress, record.Job.Progress, []);
        try
        {
            var (plan, analysis) = await DraftAsync(record, task, reporter, cancellationToken);
            var verdict = AsksPolicies(record) ? await policies.EvaluateAsync(record.Job.Kind, plan, cancellationToken) : null;
            var report = reporter.Take();
            return await jobs.UpdateAsync(
                task.JobId, current => With(analysis, Decide(current, task, plan, verdict, report)), CancellationToken.None) is { } stored
                ? stored.Outcome
                : Stopped;
        }
        catch (JobEndedException)
        {
            return Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = failures.Explain(exception, task.JobId);
            var settled = await failures.SettleAsync(
                task.JobId, task.Run, failure, task.Attempt, reporter.Take());
            return new PlanOutcome(settled.Verdict, settled.RetryAfterSeconds);
        }
    }

    private async Task<(Plan Plan, Analysis? Analysis)> DraftAsync(
        JobRecord record, PlanTask task, JobReporter reporter, CancellationToken cancellationToken)
    {
        var job = record.Job;
        var analysis = await parts.ReadAnalysisAsync(record, cancellationToken);
        var answers = record.WhatToAnswer();
        // What has changed stands in the analysis; a kind's planner reads people's words only.
        var feedback = record.IsReplannedForDrift() ? null : answers;
        var asked = new PlanContext(job.JobId, job.Input, analysis, task.Round, feedback);
        var draft = feedback is null
            ? await KindCalls.RunAsync(() => kinds.Get(job.Kind).PlanAsync(asked, cancellationToken))
            : await supervisor.RunAsync(
                job.JobId, task.Run, reporter, stop => kinds.Get(job.Kind).PlanAsync(asked with { Look = Look(record, analysis, reporter) }, stop), cancellationToken);
        var found = draft.Analysis is { } looked ? looked with { Content = [.. looked.Content.OrderBy(entry => entry.Name, StringComparer.Ordinal)] } : null;
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
        return (plan, found);
    }

    /// <summary>What was found anew belongs to the plan that was made of it.</summary>
    private static JobUpdate<Stored> With(Analysis? analysis, JobUpdate<Stored> update) =>
        update.Change is { } change ? update with { Change = change with { Analysis = analysis } } : update;

    private AnalysisContext Look(JobRecord record, Analysis analysis, JobReporter reporter) =>
        new(record.Job.JobId, record.Job.Input, files, reporter) { Previous = analysis, Budget = record.Budget, Used = record.Job.Cost.Actual };

    private JobUpdate<Stored> Decide(JobRecord record, PlanTask task, Plan plan, PolicyVerdict? verdict, JobReporter.Report report)
    {
        if (record.HasEnded(task.Run))
        {
            return new JobUpdate<Stored>(new Stored(Stopped));
        }

        // Another run of this activity was faster.
        if (record.PlannerRounds() >= task.Round)
        {
            return new JobUpdate<Stored>(new Stored(null));
        }

        var now = clock.GetUtcNow();
        var (reported, lines) = report.ApplyTo(record);
        IReadOnlyList<EventDraft> announced = [.. lines, Announce(record, plan)];
        var planned = reported.AdvanceTo((int)ProgressScale.Analyzed).WithPlan(plan, now) with { Rounds = task.Round };
        if (!PlanRules.NeedsDecision(planned.Job.Approval.Mode, plan))
        {
            return Release(planned, plan, announced, decision: null, now);
        }

        if (verdict is { Decision: PolicyDecision.Approve })
        {
            var decision = DecisionOf(planned.Job, verdict, now);
            planned = planned with { Job = planned.Job with { Approval = planned.Job.Approval with { Decision = decision } } };
            return Release(planned, plan, [.. announced, new EventDraft(EventTypes.Approved, EventData.Decision(decision))], decision, now);
        }

        var asked = Ask(planned, plan, announced, now);
        return asked with { Change = asked.Change! with { Plan = plan } };
    }

    /// <summary>Opens the plan's gate.</summary>
    private static JobUpdate<Stored> Ask(JobRecord planned, Plan plan, IReadOnlyList<EventDraft> events, DateTimeOffset now)
    {
        var held = planned.Hold(now);
        held = held with { Gate = new Gate(WireNames.DecisionEvent(plan.Version, wait: 0), Gates.NextInstant(held.Job.Approval)) };
        var asked = new EventDraft(EventTypes.ApprovalRequired, EventData.Gate(held.Job.Plan!, held.Job.Approval));
        return new JobUpdate<Stored>(new Stored(Outcome(plan, held.Gate)), new JobChange { Record = held, Events = [.. events, asked] });
    }

    /// <summary>Rules are asked about what the planner made, but not about its answer to a person's objection: that person sees it.</summary>
    private static bool AsksPolicies(JobRecord record) =>
        record.Job.Approval.Mode == ApprovalMode.Policy && record.Job.Approval.Decision is not { Replan: true };

    private static JobUpdate<Stored> Release(
        JobRecord planned, Plan plan, IReadOnlyList<EventDraft> events, Decision? decision, DateTimeOffset now)
    {
        var released = planned.GoOnTo(JobStatus.Running, JobPhase.Execution, now) with { Gate = null };
        return new JobUpdate<Stored>(
            new Stored(Outcome(plan, gate: null)), new JobChange { Record = released, Events = events, Plan = plan, Decision = decision });
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

    private static PlanOutcome Outcome(Plan plan, Gate? gate) => new(StageVerdict.Proceed, Plan: References.To(plan), Gate: gate);

    /// <param name="Outcome">Null when the job must be looked at again.</param>
    private sealed record Stored(PlanOutcome? Outcome);
}
