using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Artifacts;
using Countersign.Server.Events;
using Countersign.Server.Inputs;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Secrets;

namespace Countersign.Server.Activities;

/// <summary>
/// Executes one step of an approved plan, after checking that the plan is the approved one and that what it reads is what
/// the analysis saw. A repeat of a completed step does nothing.
/// </summary>
internal sealed class ExecuteStepActivity(
    IJobStore jobs,
    StageParts parts,
    KindCatalogue kinds,
    IInputFiles files,
    IArtifactStore artifactStore,
    LimitsOptions limits,
    ApprovalProof proof,
    ContentVerifier verifier,
    SecretResolver secrets,
    Supervisor supervisor,
    JobFailures failures,
    DriftedSteps drifts,
    StoredLines storedLines,
    StepReceipts receipts,
    StageEntry entry,
    TimeProvider clock) : IActivity<StepTask, StageOutcome>
{
    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);
    private static readonly StageOutcome LookAgain = new(StageVerdict.Retry);

    public async Task<StageOutcome> RunAsync(ActivityContext context, StepTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
        {
            return sentAway;
        }

        // A repeat of the run that found the change.
        if (record!.Drift?.PlanVersion == input.PlanVersion)
        {
            return new StageOutcome(StageVerdict.Replan, Round: record.PlannerRounds() + 1);
        }

        try
        {
            var approved = await proof.LoadAsync(record, input.PlanVersion, input.PlanHash, cancellationToken);
            var states = await parts.ReadStepsAsync(record, input.PlanVersion, cancellationToken);
            var step = StepOf(approved, input.StepId, states);
            if (approved.Excludes(step.Id))
            {
                return await SkipAsync(approved, step, states.GetValueOrDefault(step.Id), input.Run);
            }

            var run = new StepRun(record, approved.Plan, step, input, states, clock);
            if (run.IsDone)
            {
                return Proceed;
            }

            var begun = await jobs.UpdateAsync(input.JobId, current => Begin(record, current, run), cancellationToken);
            if (begun is { Verdict: StageVerdict.Proceed })
            {
                return await RunAsync(record, run, cancellationToken);
            }

            return ReferenceEquals(begun, LookAgain) ? await RunAsync(context, input, cancellationToken) : begun ?? Stopped;
        }
        catch (WorkFailedException failure)
        {
            return await failures.SettleAsync(
                input.JobId, input.Run, failure, input.Attempt, new JobReporter.Report([], record.Job.Progress));
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
                Record = record with { UpdatedAt = clock.GetUtcNow() },
                Events = [new EventDraft(EventTypes.StepSkipped, EventData.Skipped(step, approved.Decision))],
                Step = state,
            }),
            CancellationToken.None);
        return stored ? Proceed : Stopped;
    }

    private async Task<StageOutcome> RunAsync(JobRecord record, StepRun run, CancellationToken cancellationToken)
    {
        var jobId = run.Job.JobId;
        var lines = run.IsRepeat ? await storedLines.ReadAsync(record, run.Step.Id, run.Attempt, cancellationToken) : [];
        var reporter = new JobReporter(run.Step.Id, run.Attempt, run.From, run.To, lines);
        var artifacts = new StepArtifacts(run, record.ArtifactCount, artifactStore, limits);
        try
        {
            var analysis = await parts.ReadAnalysisAsync(record, cancellationToken);
            var read = ReadBy(run, analysis);
            WorkFailedException? drift = null;
            var result = await supervisor.RunAsync(
                jobId,
                run.Run,
                reporter,
                stop => drift is null ? ExecuteAsync(run, analysis, artifacts, reporter, stop) : Task.FromResult(default(JsonElement)),
                cancellationToken,
                before: async stop => drift = await FindDriftAsync(run, read, stop));
            return drift is null
                ? await CompleteAsync(run, result, read, artifacts, reporter.Take())
                : await drifts.SettleAsync(run, drift, reporter.Take());
        }
        catch (JobEndedException)
        {
            await artifacts.DiscardAsync();
            return Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = reporter.Mask.Apply(failures.Explain(exception, jobId, reporter.Mask));
            return await failures.SettleAsync(
                jobId, run.Run, failure, run.Repetition, reporter.Take(), new FailedStep(run.Step, run.State, run.Plan.InputDigest) { Artifacts = artifacts.End() });
        }
    }

    /// <summary>What has changed since the analysis; null when nothing has.</summary>
    private async Task<WorkFailedException?> FindDriftAsync(StepRun run, ContentEntry[] read, CancellationToken stop)
    {
        try
        {
            await verifier.VerifyAsync(run.Job.Input, read, stop);
            return null;
        }
        catch (WorkFailedException changed) when (changed.Code == ErrorCodes.InputsChanged)
        {
            return changed;
        }
    }

    private async Task<JsonElement> ExecuteAsync(
        StepRun run, Analysis analysis, StepArtifacts artifacts, JobReporter reporter, CancellationToken stop)
    {
        var resolved = await secrets.ResolveAsync(run.Job.Input, stop);
        reporter.Mask = resolved.Mask;
        var result = await kinds.Get(run.Job.Kind).ExecuteAsync(
            new StepContext
            {
                JobId = run.Job.JobId,
                Input = resolved.Input,
                Fill = resolved.Fill,
                Analysis = analysis,
                Plan = run.Plan,
                Step = run.Step,
                Attempt = run.Attempt,
                MayBePartlyDone = run.IsRepeat || run.Attempt > 1,
                Results = run.Results,
                Files = files,
                Artifacts = artifacts,
                Reporter = reporter,
                Hide = text => reporter.Mask.Apply(text),
                Conceal = value => reporter.Mask = reporter.Mask.With(value),
                Note = run.State.Note,
                NoteAsync = (note, _) => NoteAsync(run, reporter.Mask.Apply(note)),
            },
            stop);
        return reporter.Mask.Apply(result);
    }

    /// <summary>Stores what the kind notes; a job that has ended meanwhile takes nothing, and its step is stopped.</summary>
    private async Task NoteAsync(StepRun run, JsonElement note)
    {
        try
        {
            var stored = await jobs.UpdateAsync(
                run.Job.JobId,
                record => record.HasEnded(run.Run) ? new JobUpdate<bool>(false) : new JobUpdate<bool>(true, run.Note(record, note)),
                CancellationToken.None);
            if (!stored)
            {
                throw new JobEndedException();
            }
        }
        catch (StoreUnavailableException exception)
        {
            throw new WorkFailedException(
                ErrorCodes.ServiceUnavailable, $"What step '{run.Step.Id}' noted could not be stored right now.", retryable: true, inner: exception);
        }
    }

    private static ContentEntry[] ReadBy(StepRun run, Analysis analysis) =>
        [.. analysis.Content.Where(entry => run.Step.Inputs.Contains(entry.Name))];

    private async Task<StageOutcome> CompleteAsync(
        StepRun run, JsonElement result, ContentEntry[] read, StepArtifacts artifacts, JobReporter.Report report)
    {
        // Signed before it is stored: signing may take long, and what decides below must not wait.
        var now = clock.GetUtcNow();
        var saved = artifacts.End();
        var completed = run.State with { Status = StepStatus.Completed, CompletedAt = now, Result = result };
        var receipt = await receipts.SignAsync(
            run.Job.JobId, completed, run.Plan.InputDigest, read, saved, CancellationToken.None);
        var stored = await jobs.UpdateAsync(
            run.Job.JobId,
            record =>
            {
                if (record.HasEnded(run.Run))
                {
                    return new JobUpdate<bool>(false);
                }

                var (reported, events) = report.ApplyTo(record with { UpdatedAt = now });
                return new JobUpdate<bool>(true, new JobChange
                {
                    Record = reported.AdvanceTo((int)run.To),
                    Events = [.. events, new EventDraft(EventTypes.StepCompleted, EventData.Step(run.Step, run.Attempt))],
                    Step = completed,
                    Receipt = receipt,
                }.With(saved).Measuring(StepFigures.Of(completed)));
            },
            CancellationToken.None);
        if (!stored)
        {
            await artifacts.DiscardAsync();
        }

        return stored ? Proceed : Stopped;
    }
}
