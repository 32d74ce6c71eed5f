using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>Analyses a job's input and stores what was found. A repeat finds the stored analysis and does nothing.</summary>
internal sealed class AnalyzeActivity(
    IJobStore jobs,
    IJobDocuments documents,
    KindCatalogue kinds,
    IInputFiles files,
    Supervisor supervisor,
    JobFailures failures,
    StoredLines storedLines,
    TimeProvider clock) : IActivity<AnalyzeTask, StageOutcome>
{
    public async Task<StageOutcome> RunAsync(ActivityContext context, AnalyzeTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.UpdateAsync(input.JobId, Begin, cancellationToken);
        if (record is null || record.Job.Status.IsFinal())
        {
            return new StageOutcome(StageVerdict.Stopped);
        }

        if (await documents.GetAnalysisAsync(input.JobId, cancellationToken) is not null)
        {
            return new StageOutcome(StageVerdict.Proceed);
        }

        var lines = await storedLines.ReadAsync(input.JobId, step: null, input.Attempt, cancellationToken);
        var reporter = new JobReporter(step: null, input.Attempt, ProgressScale.Start, ProgressScale.Analyzed, lines);
        try
        {
            var job = record.Job;
            var analysis = await supervisor.RunAsync(
                job.JobId,
                reporter,
                stop => kinds.Get(job.Kind).AnalyzeAsync(new AnalysisContext(job.JobId, job.Input, files, reporter), stop),
                cancellationToken);
            return await StoreAsync(job.JobId, analysis, reporter.Take());
        }
        catch (JobEndedException)
        {
            return new StageOutcome(StageVerdict.Stopped);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            return await failures.SettleAsync(input.JobId, failures.Explain(exception, input.JobId), input.Attempt, reporter.Take());
        }
    }

    private JobUpdate<JobRecord> Begin(JobRecord record)
    {
        if (record.Job.Status != JobStatus.Pending)
        {
            return new JobUpdate<JobRecord>(record);
        }

        var begun = record.MoveTo(JobStatus.Running, JobPhase.Analysis, clock.GetUtcNow()) with { WakeUp = null };
        return new JobUpdate<JobRecord>(
            begun, new JobChange { Record = begun, Events = [new EventDraft(EventTypes.AnalysisStart)] });
    }

    private async Task<StageOutcome> StoreAsync(string jobId, Analysis analysis, JobReporter.Report report)
    {
        var sorted = analysis with { Content = [.. analysis.Content.OrderBy(entry => entry.Name, StringComparer.Ordinal)] };
        var proceed = await jobs.UpdateAsync(
            jobId,
            record =>
            {
                if (record.Job.Status.IsFinal())
                {
                    return new JobUpdate<bool>(false);
                }

                var (reported, events) = report.ApplyTo(record with { UpdatedAt = clock.GetUtcNow() });
                var planned = reported with { Job = reported.Job with { Phase = JobPhase.Plan } };
                return new JobUpdate<bool>(true, new JobChange { Record = planned, Events = events, Analysis = sorted });
            },
            CancellationToken.None);
        return new StageOutcome(proceed ? StageVerdict.Proceed : StageVerdict.Stopped);
    }
}
