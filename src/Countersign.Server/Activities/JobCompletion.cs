using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>The end of a job every approved step of whose plan has completed.</summary>
internal sealed class JobCompletion(KindCatalogue kinds, StageParts parts, KindFigures figures, TimeProvider clock)
{
    /// <summary>Makes the result document of what the steps found.</summary>
    /// <param name="record">The job as it was read.</param>
    /// <param name="approved">Its plan.</param>
    /// <param name="states">The states of the plan's steps.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WorkFailedException">A step of the plan did not complete, or the kind cannot sum up what its steps found.</exception>
    public async Task<JobResult> SummarizeAsync(
        JobRecord record, ApprovedPlan approved, IReadOnlyDictionary<string, StepState> states, CancellationToken cancellationToken)
    {
        var job = record.Job;
        if (approved.Plan.Steps.FirstOrDefault(step => !approved.Excludes(step.Id) && states.GetValueOrDefault(step.Id)?.Status != StepStatus.Completed) is { } open)
        {
            throw new WorkFailedException(ErrorCodes.PlanNotApproved, $"The job was not completed: step '{open.Id}' of its approved plan did not.");
        }

        var analysis = await parts.ReadAnalysisAsync(record, cancellationToken);
        var results = states.Values
            .Where(state => state.Result is not null)
            .ToDictionary(state => state.StepId, state => state.Result!.Value, StringComparer.Ordinal);
        var document = await KindCalls.RunAsync(() =>
            Task.FromResult(kinds.Get(job.Kind).Summarize(new SummaryContext(job.Input, analysis, results))));
        return new JobResult(document, figures.Read(job, document));
    }

    /// <summary>The change that completes a job.</summary>
    /// <param name="record">A job that runs.</param>
    /// <param name="result">What came of it.</param>
    public JobChange Complete(JobRecord record, JobResult result)
    {
        var completed = record.AdvanceTo((int)ProgressScale.Done).MoveTo(JobStatus.Completed, null, clock.GetUtcNow());
        var used = (completed.Job.Cost.Actual ?? new Estimate()) with { DurationSeconds = completed.Job.DurationSeconds };
        completed = completed with { Job = completed.Job with { Cost = completed.Job.Cost with { Actual = used } } };
        return new JobChange
        {
            Record = completed,
            Events = [new EventDraft(EventTypes.Completion, Results: result.Document)],
            Result = result.Document,
        }.Measuring(result.Figures);
    }

    /// <param name="Document">The result document.</param>
    /// <param name="Figures">What the kind measured in it.</param>
    internal sealed record JobResult(JsonElement Document, IReadOnlyList<StoredMetric> Figures);
}
