using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Events;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Countersign.Server.Telemetry;

namespace Countersign.Server.Activities;

/// <summary>
/// Executes a step of an approved plan, after checking that the plan is the approved one and that what it reads is what the analysis saw,
/// and goes on to the steps behind it while they are short. A repeat of a completed step does nothing.
/// </summary>
/// <remarks>
/// A step that follows at once begins in the write that completes the one before it, with the same proof of its approval. That is for short
/// steps: past its share of time the activity answers, and the orchestration asks for the next one.
/// </remarks>
internal sealed class ExecuteStepActivity(
    IJobStore jobs,
    StageParts parts,
    ApprovalProof proof,
    StepWork work,
    StageEntry entry,
    JobFailures failures,
    StageObserver observer,
    TimeProvider clock) : IActivity<StepTask, StageOutcome>
{
    /// <summary>What a job may use of its slot before others get theirs.</summary>
    private static readonly TimeSpan Share = TimeSpan.FromMilliseconds(100);

    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);
    private static readonly StageOutcome LookAgain = new(StageVerdict.Retry);

    public async Task<StageOutcome> RunAsync(ActivityContext context, StepTask input, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var end = await ObserveAsync(input.StepId, () => BeginAsync(input, MayGoOn, cancellationToken));
        var reached = input.StepId;
        while (end.Next is { } next)
        {
            reached = next.Step.Id;
            end = await ObserveAsync(reached, () => GoOnAsync(next, MayGoOn, cancellationToken));
        }

        return reached == input.StepId ? end.Outcome : end.Outcome with { StepId = reached };

        bool MayGoOn() => clock.GetElapsedTime(began) < Share && !cancellationToken.IsCancellationRequested;

        Task<StepEnd> ObserveAsync(string stepId, Func<Task<StepEnd>> step) =>
            observer.RunAsync(WireNames.ExecuteStep, input.JobId, stepId, step, cancellationToken);
    }

    private async Task<StepEnd> GoOnAsync(StepRun begun, Func<bool> mayGoOn, CancellationToken cancellationToken) =>
        await jobs.GetAsync(begun.Job.JobId, cancellationToken) is { } record
            ? await work.RunAsync(record, begun, mayGoOn, cancellationToken)
            : new StepEnd(Stopped);

    private async Task<StepEnd> BeginAsync(StepTask input, Func<bool> mayGoOn, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
        {
            return new StepEnd(sentAway);
        }

        // A repeat of the run that found the change.
        if (record!.Drift?.PlanVersion == input.PlanVersion)
        {
            return new StepEnd(new StageOutcome(StageVerdict.Replan, Round: record.PlannerRounds() + 1));
        }

        try
        {
            var approved = await proof.LoadAsync(record, input.PlanVersion, input.PlanHash, cancellationToken);
            var states = await parts.ReadStepsAsync(record, input.PlanVersion, cancellationToken);
            var step = StepOf(approved, input.StepId, states);
            if (approved.Excludes(step.Id))
            {
                return new StepEnd(await SkipAsync(approved, step, states.GetValueOrDefault(step.Id), input.Run));
            }

            var run = new StepRun(record, approved.Plan, step, input, states, clock);
            if (run.IsDone)
            {
                return new StepEnd(Proceed);
            }

            var begun = await jobs.UpdateAsync(input.JobId, current => Begin(record, current, run), cancellationToken);
            if (begun is { Verdict: StageVerdict.Proceed })
            {
                return await work.RunAsync(record, run, mayGoOn, cancellationToken);
            }

            return ReferenceEquals(begun, LookAgain) ? await BeginAsync(input, mayGoOn, cancellationToken) : new StepEnd(begun ?? Stopped);
        }
        catch (WorkFailedException failure)
        {
            return new StepEnd(await failures.SettleAsync(
                input.JobId, input.Run, failure, input.Attempt, new JobReporter.Report([], record.Job.Progress)));
        }
    }

    private static PlanStep StepOf(ApprovedPlan approved, string stepId, IReadOnlyDictionary<string, StepState> states)
    {
        var step = approved.Plan.Steps.FirstOrDefault(candidate => candidate.Id == stepId)
            ?? throw new WorkFailedException(ErrorCodes.PlanNotApproved, $"The approved plan has no step '{stepId}'.");
        var missing = approved.Excludes(step.Id)
            ? null
            : step.DependsOn.FirstOrDefault(id => states.GetValueOrDefault(id)?.Status != StepStatus.Completed);
        return missing is null
            ? step
            : throw new WorkFailedException(ErrorCodes.PlanNotApproved, $"Step '{step.Id}' needs step '{missing}', which did not complete.");
    }

    /// <summary>
    /// Marks the step as running, unless the job has ended or was paused since, or what its approval was proved on may have been changed.
    /// </summary>
    private JobUpdate<StageOutcome> Begin(JobRecord read, JobRecord record, StepRun run)
    {
        if (!StageParts.AreUnchanged(read, record))
        {
            return new JobUpdate<StageOutcome>(LookAgain);
        }

        if (record.HasEnded(run.Run))
        {
            return new JobUpdate<StageOutcome>(Stopped);
        }

        return record.Job.Status == JobStatus.Paused
            ? entry.Hold(record)
            : new JobUpdate<StageOutcome>(Proceed, run.Begin(record));
    }

    /// <summary>Records, once, that the approval left the step out.</summary>
    private async Task<StageOutcome> SkipAsync(ApprovedPlan approved, PlanStep step, StepState? before, int run)
    {
        if (before is not null)
        {
            return Proceed;
        }

        var plan = approved.Plan;
        var state = new StepState { StepId = step.Id, PlanVersion = plan.Version, PlanHash = plan.Hash, Status = StepStatus.Skipped };
        var stored = await jobs.UpdateAsync(
            approved.Decision!.JobId,
            record => record.HasEnded(run) ? new JobUpdate<bool>(false) : new JobUpdate<bool>(true, new JobChange
            {
                Record = record.PastGate() with { UpdatedAt = clock.GetUtcNow() },
                Events = [new EventDraft(EventTypes.StepSkipped, EventData.Skipped(step, approved.Decision))],
                Step = state,
            }),
            CancellationToken.None);
        return stored ? Proceed : Stopped;
    }
}
