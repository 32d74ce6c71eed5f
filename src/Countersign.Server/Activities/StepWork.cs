using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Kinds;
using Countersign.Server.Artifacts;
using Countersign.Server.Events;
using Countersign.Server.Inputs;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Secrets;

namespace Countersign.Server.Activities;

/// <summary>The work of a step that has begun: its inputs are checked, its kind is called, and what came of it is signed and stored.</summary>
internal sealed class StepWork(
    IJobStore jobs,
    StageParts parts,
    KindCatalogue kinds,
    IInputFiles files,
    IArtifactStore artifactStore,
    LimitsOptions limits,
    ContentVerifier verifier,
    SecretResolver secrets,
    Supervisor supervisor,
    JobFailures failures,
    DriftedSteps drifts,
    StoredLines storedLines,
    StepReceipts receipts,
    StepSequels sequels,
    WorkFolders work,
    TimeProvider clock)
{
    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);
    private static readonly StepEnd Stopped = new(new StageOutcome(StageVerdict.Stopped));

    /// <summary>Runs a step whose beginning is stored.</summary>
    /// <param name="record">The job as it was read.</param>
    /// <param name="run">The step.</param>
    /// <param name="mayGoOn">Asked when the step has done its work: whether another stage may follow in this call.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    public async Task<StepEnd> RunAsync(JobRecord record, StepRun run, Func<bool> mayGoOn, CancellationToken cancellationToken)
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
                ? await CompleteAsync(run, result, read, artifacts, reporter.Take(), mayGoOn)
                : new StepEnd(await drifts.SettleAsync(run, drift, reporter.Take()));
        }
        catch (JobEndedException)
        {
            await artifacts.DiscardAsync();
            return Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = reporter.Mask.Apply(failures.Explain(exception, jobId, reporter.Mask));
            var failed = new FailedStep(run.Step, run.State, run.Plan.InputDigest) { Artifacts = artifacts.End() };
            return new StepEnd(await failures.SettleAsync(jobId, run.Run, failure, run.Repetition, reporter.Take(), failed));
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

    private async Task<StepEnd> CompleteAsync(
        StepRun run, JsonElement result, ContentEntry[] read, StepArtifacts artifacts, JobReporter.Report report, Func<bool> mayGoOn)
    {
        // Signed before it is stored: signing may take long, and what decides below must not wait.
        var now = clock.GetUtcNow();
        var saved = artifacts.End();
        var completed = run.State with { Status = StepStatus.Completed, CompletedAt = now, Result = result };
        var receipt = await receipts.SignAsync(
            run.Job.JobId, completed, run.Plan.InputDigest, read, saved, CancellationToken.None);
        var sequel = run.IsLast || mayGoOn() ? await sequels.FindAsync(run, completed) : null;
        var stored = await jobs.UpdateAsync(
            run.Job.JobId,
            record =>
            {
                if (record.HasEnded(run.Run))
                {
                    return new JobUpdate<StepEnd?>(null);
                }

                var (reported, events) = report.ApplyTo(record with { UpdatedAt = now });
                var change = new JobChange
                {
                    Record = reported.AdvanceTo((int)run.To),
                    Events = [.. events, new EventDraft(EventTypes.StepCompleted, EventData.Step(run.Step, run.Attempt))],
                    Step = completed,
                    Receipt = receipt,
                }.With(saved).Measuring(StepFigures.Of(completed));
                return sequel?.MayFollow(record) is true
                    ? new JobUpdate<StepEnd?>(sequel.Next is { } next ? new StepEnd(Proceed, next) : Stopped, sequel.Join(change))
                    : new JobUpdate<StepEnd?>(new StepEnd(Proceed), change);
            },
            CancellationToken.None);
        if (stored is null)
        {
            await artifacts.DiscardAsync();
            return Stopped;
        }

        if (stored.Outcome.Verdict == StageVerdict.Stopped)
        {
            work.Release(run.Job.JobId);
        }

        return stored;
    }
}
