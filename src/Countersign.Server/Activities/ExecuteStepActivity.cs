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
using Countersign.Server.Proof;

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
    StepReceipts receipts,
    TimeProvider clock) : IActivity<StepTask, StageOutcome>
{
    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);

    public async Task<StageOutcome> RunAsync(ActivityContext context, StepTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (record is null || record.Job.Status.IsFinal())
        {
            return Stopped;
        }

        StepRun run;
        try
        {
            run = await LoadAsync(record, input, cancellationToken);
        }
        catch (WorkFailedException failure)
        {
            return await failures.SettleAsync(input.JobId, failure, input.Attempt, new JobReporter.Report([], record.Job.Progress));
        }

        if (run.IsDone)
        {
            return Proceed;
        }

        return await jobs.UpdateAsync(input.JobId, run.Begin, cancellationToken)
            ? await RunAsync(run, cancellationToken)
            : Stopped;
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

        return new StepRun(record.Job, plan, step, task.Attempt, states, clock);
    }

    private async Task<StageOutcome> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var jobId = run.Job.JobId;
        var lines = run.IsRepeat ? await storedLines.ReadAsync(jobId, run.Step.Id, run.Attempt, cancellationToken) : [];
        var reporter = new JobReporter(run.Step.Id, run.Attempt, run.From, run.To, lines);
        try
        {
            var analysis = await documents.GetAnalysisAsync(jobId, cancellationToken)
                ?? throw new InvalidOperationException($"Job '{jobId}' is executed and has no analysis.");
            var read = ReadBy(run, analysis);
            var result = await supervisor.RunAsync(
                jobId,
                reporter,
                stop => ExecuteAsync(run, analysis, reporter, stop),
                cancellationToken,
                before: stop => verifier.VerifyAsync(run.Job.Input, read, stop));
            return await CompleteAsync(run, result, read, reporter.Take());
        }
        catch (JobEndedException)
        {
            return Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            return await failures.SettleAsync(
                jobId, failures.Explain(exception, jobId), run.Attempt, reporter.Take(), new FailedStep(run.Step, run.State, run.Plan.InputDigest));
        }
    }

    private Task<JsonElement> ExecuteAsync(StepRun run, Analysis analysis, JobReporter reporter, CancellationToken stop) =>
        kinds.Get(run.Job.Kind).ExecuteAsync(
            new StepContext
            {
                JobId = run.Job.JobId,
                Input = run.Job.Input,
                Analysis = analysis,
                Plan = run.Plan,
                Step = run.Step,
                Attempt = run.Attempt,
                Results = run.Results,
                Files = files,
                Reporter = reporter,
            },
            stop);

    private static ContentEntry[] ReadBy(StepRun run, Analysis analysis) =>
        [.. analysis.Content.Where(entry => run.Step.Inputs.Contains(entry.Name))];

    private async Task<StageOutcome> CompleteAsync(StepRun run, JsonElement result, ContentEntry[] read, JobReporter.Report report)
    {
        // Signed before it is stored: signing may take long, and what decides below must not wait.
        var now = clock.GetUtcNow();
        var completed = run.State with { Status = StepStatus.Completed, CompletedAt = now, Result = result };
        var receipt = await receipts.SignAsync(run.Job.JobId, completed, run.Plan.InputDigest, read, CancellationToken.None);
        var stored = await jobs.UpdateAsync(
            run.Job.JobId,
            record =>
            {
                if (record.Job.Status.IsFinal())
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
                });
            },
            CancellationToken.None);
        return stored ? Proceed : Stopped;
    }
}
