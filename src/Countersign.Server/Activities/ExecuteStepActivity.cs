using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Events;
using Countersign.Server.Inputs;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Executes one step of an approved plan, after checking that the plan is the approved one and that what it reads is what
/// the analysis saw. A repeat of a completed step does nothing.
/// </summary>
internal sealed class ExecuteStepActivity(
    IJobStore jobs,
    IJobDocuments documents,
    KindCatalogue kinds,
    IInputFiles files,
    ApprovalProof proof,
    ContentVerifier verifier,
    Supervisor supervisor,
    JobFailures failures,
    StoredLines storedLines,
    StageEntry entry,
    TimeProvider clock) : IActivity<StepTask, StageOutcome>
{
    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);

    public async Task<StageOutcome> RunAsync(ActivityContext context, StepTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
        {
            return sentAway;
        }

        StepRun run;
        try
        {
            run = await LoadAsync(record!, input, cancellationToken);
        }
        catch (WorkFailedException failure)
        {
            return await failures.SettleAsync(
                input.JobId, input.Run, failure, input.Attempt, new JobReporter.Report([], record!.Job.Progress));
        }

        if (run.IsDone)
        {
            return Proceed;
        }

        var begun = await jobs.UpdateAsync(input.JobId, current => Begin(current, run), cancellationToken);
        return begun is { Verdict: StageVerdict.Proceed } ? await RunAsync(record!, run, cancellationToken) : begun ?? Stopped;
    }

    /// <summary>Marks the step as running, unless the job has ended or was paused since.</summary>
    private JobUpdate<StageOutcome> Begin(JobRecord record, StepRun run)
    {
        if (record.HasEnded(run.Run))
        {
            return new JobUpdate<StageOutcome>(Stopped);
        }

        return record.Job.Status == JobStatus.Paused
            ? entry.Hold(record)
            : new JobUpdate<StageOutcome>(Proceed, run.Begin(record));
    }

    private async Task<StepRun> LoadAsync(JobRecord record, StepTask task, CancellationToken cancellationToken)
    {
        var plan = await proof.LoadAsync(record.Job, task.PlanVersion, task.PlanHash, cancellationToken);
        var step = plan.Steps.FirstOrDefault(candidate => candidate.Id == task.StepId)
            ?? throw new WorkFailedException(ErrorCodes.PlanNotApproved, $"The approved plan has no step '{task.StepId}'.");
        var states = await documents.GetStepsAsync(record.Job.JobId, plan.Version, cancellationToken);
        if (step.DependsOn.FirstOrDefault(id => states.GetValueOrDefault(id)?.Status != StepStatus.Completed) is { } missing)
        {
            throw new WorkFailedException(ErrorCodes.PlanNotApproved, $"Step '{step.Id}' needs step '{missing}', which did not complete.");
        }

        return new StepRun(record.Job, plan, step, task, states, clock);
    }

    private async Task<StageOutcome> RunAsync(JobRecord record, StepRun run, CancellationToken cancellationToken)
    {
        var jobId = run.Job.JobId;
        var lines = run.IsRepeat ? await storedLines.ReadAsync(record, run.Step.Id, run.Attempt, cancellationToken) : [];
        var reporter = new JobReporter(run.Step.Id, run.Attempt, run.From, run.To, lines);
        try
        {
            var analysis = await documents.GetAnalysisAsync(jobId, cancellationToken)
                ?? throw new InvalidOperationException($"Job '{jobId}' is executed and has no analysis.");
            var result = await supervisor.RunAsync(
                jobId, run.Run, reporter, stop => ExecuteAsync(run, analysis, reporter, stop), cancellationToken);
            return await CompleteAsync(run, result, reporter.Take());
        }
        catch (JobEndedException)
        {
            return Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            return await failures.SettleAsync(
                jobId, run.Run, failures.Explain(exception, jobId), run.Repetition, reporter.Take(), new FailedStep(run.Step, run.State));
        }
    }

    private async Task<JsonElement> ExecuteAsync(StepRun run, Analysis analysis, JobReporter reporter, CancellationToken stop)
    {
        var read = analysis.Content.Where(entry => run.Step.Inputs.Contains(entry.Name)).ToArray();
        await verifier.VerifyAsync(run.Job.Input, read, stop);
        return await kinds.Get(run.Job.Kind).ExecuteAsync(
            new StepContext
            {
                JobId = run.Job.JobId,
                Input = run.Job.Input,
                Analysis = analysis,
                Plan = run.Plan,
                Step = run.Step,
                Attempt = run.Attempt,
                MayBePartlyDone = run.IsRepeat || run.Attempt > 1,
                Results = run.Results,
                Files = files,
                Reporter = reporter,
            },
            stop);
    }

    private async Task<StageOutcome> CompleteAsync(StepRun run, JsonElement result, JobReporter.Report report)
    {
        var stored = await jobs.UpdateAsync(
            run.Job.JobId,
            record =>
            {
                if (record.HasEnded(run.Run))
                {
                    return new JobUpdate<bool>(false);
                }

                var now = clock.GetUtcNow();
                var (reported, events) = report.ApplyTo(record with { UpdatedAt = now });
                return new JobUpdate<bool>(true, new JobChange
                {
                    Record = reported.AdvanceTo((int)run.To),
                    Events = [.. events, new EventDraft(EventTypes.StepCompleted, EventData.Step(run.Step, run.Attempt))],
                    Step = run.State with { Status = StepStatus.Completed, CompletedAt = now, Result = result },
                });
            },
            CancellationToken.None);
        return stored ? Proceed : Stopped;
    }
}
