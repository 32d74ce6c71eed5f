using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Makes the result document of the steps' results and completes the job, once every step that was approved has completed. A
/// repeat finds the job final.
/// </summary>
internal sealed class FinishActivity(
    IJobStore jobs,
    StageParts parts,
    KindCatalogue kinds,
    ApprovalProof proof,
    JobFailures failures,
    StageEntry entry,
    WorkFolders work,
    KindFigures figures,
    TimeProvider clock)
    : IActivity<FinishTask, StageOutcome>
{
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);

    public async Task<StageOutcome> RunAsync(ActivityContext context, FinishTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
        {
            return sentAway;
        }

        var job = record!.Job;
        try
        {
            var approved = await proof.LoadAsync(record, input.PlanVersion, input.PlanHash, cancellationToken);
            var result = await SummarizeAsync(record, approved, cancellationToken);
            var measured = figures.Read(job, result);
            var ended = await jobs.UpdateAsync(
                input.JobId, current => Complete(current, input.Run, result, measured), CancellationToken.None);
            work.Release(input.JobId);
            return ended ?? Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = failures.Explain(exception, input.JobId);
            return await failures.SettleAsync(input.JobId, input.Run, failure, attempt: 1, new JobReporter.Report([], job.Progress));
        }
    }

    private async Task<JsonElement> SummarizeAsync(JobRecord record, ApprovedPlan approved, CancellationToken cancellationToken)
    {
        var job = record.Job;
        var analysis = await parts.ReadAnalysisAsync(record, cancellationToken);
        var states = await parts.ReadStepsAsync(record, approved.Plan.Version, cancellationToken);
        if (approved.Plan.Steps.FirstOrDefault(step => !approved.Excludes(step.Id) && states.GetValueOrDefault(step.Id)?.Status != StepStatus.Completed) is { } open)
        {
            throw new WorkFailedException(ErrorCodes.PlanNotApproved, $"The job was not completed: step '{open.Id}' of its approved plan did not.");
        }

        var results = states.Values
            .Where(state => state.Result is not null)
            .ToDictionary(state => state.StepId, state => state.Result!.Value, StringComparer.Ordinal);
        return await KindCalls.RunAsync(() =>
            Task.FromResult(kinds.Get(job.Kind).Summarize(new SummaryContext(job.Input, analysis, results))));
    }

    private JobUpdate<StageOutcome> Complete(JobRecord record, int run, JsonElement result, IReadOnlyList<StoredMetric> measured)
    {
        if (record.HasEnded(run))
        {
            return new JobUpdate<StageOutcome>(Stopped);
        }

        if (record.Job.Status == JobStatus.Paused)
        {
            return entry.Hold(record);
        }

        var completed = record.AdvanceTo(100).MoveTo(JobStatus.Completed, null, clock.GetUtcNow());
        var used = (completed.Job.Cost.Actual ?? new Estimate()) with { DurationSeconds = completed.Job.DurationSeconds };
        completed = completed with { Job = completed.Job with { Cost = completed.Job.Cost with { Actual = used } } };
        return new JobUpdate<StageOutcome>(Stopped, new JobChange
        {
            Record = completed,
            Events = [new EventDraft(EventTypes.Completion, Results: result)],
            Result = result,
        }.Measuring(measured));
    }
}
