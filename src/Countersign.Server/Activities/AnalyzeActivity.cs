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

/// <summary>
/// Analyses a job's input and stores what was found, again when that has changed since. A repeat finds the stored analysis and
/// does nothing.
/// </summary>
internal sealed class AnalyzeActivity(
    IJobStore jobs,
    IJobDocuments documents,
    KindCatalogue kinds,
    IInputFiles files,
    Supervisor supervisor,
    JobFailures failures,
    StoredLines storedLines,
    StageEntry entry,
    TimeProvider clock) : IActivity<AnalyzeTask, StageOutcome>
{
    private static readonly TimeSpan ShortAnalysis = TimeSpan.FromMilliseconds(20);
    private static readonly EventDraft Start = new(EventTypes.AnalysisStart);

    public async Task<StageOutcome> RunAsync(ActivityContext context, AnalyzeTask input, CancellationToken cancellationToken)
    {
        var record = await jobs.GetAsync(input.JobId, cancellationToken);
        if (await entry.AskAsync(record, input.Run, cancellationToken) is { } sentAway)
        {
            return sentAway;
        }

        // A job that is pending has not been looked at, so there is nothing of an earlier run.
        var isFirst = record!.Job.Status == JobStatus.Pending;
        var isStale = record.Drift is { IsAnalyzed: false };
        var previous = isFirst ? null : await documents.GetAnalysisAsync(input.JobId, cancellationToken);
        if (!isStale && previous is not null)
        {
            return new StageOutcome(StageVerdict.Proceed);
        }

        var lines = isFirst ? [] : await storedLines.ReadAsync(record, step: null, input.Attempt, cancellationToken);
        var reporter = new JobReporter(step: null, input.Attempt, ProgressScale.Start, ProgressScale.Analyzed, lines);
        try
        {
            var job = record.Job;
            var work = supervisor.RunAsync(
                job.JobId,
                input.Run,
                reporter,
                stop => kinds.Get(job.Kind).AnalyzeAsync(
                    new AnalysisContext(job.JobId, job.Input, files, reporter) { Previous = previous, Budget = record.Budget, Used = job.Cost.Actual }, stop),
                cancellationToken);
            await BeginUnlessShortAsync(job.JobId, work);
            var analysis = await work;
            return await StoreAsync(input, analysis, reporter.Take());
        }
        catch (JobEndedException)
        {
            return new StageOutcome(StageVerdict.Stopped);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            await BeginAsync(input.JobId);
            return await failures.SettleAsync(input.JobId, input.Run, failures.Explain(exception, input.JobId), input.Attempt, reporter.Take());
        }
    }

    /// <summary>
    /// Tells that the analysis has begun, unless it is over before anybody could have seen it: then beginning and end are
    /// stored in one change.
    /// </summary>
    private async Task BeginUnlessShortAsync(string jobId, Task work)
    {
        // Real time, whatever clock the jobs live by: what is short is so for a person who watches.
        await work.WaitAsync(ShortAnalysis, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!work.IsCompleted)
        {
            await BeginAsync(jobId);
        }
    }

    private Task<bool> BeginAsync(string jobId) => jobs.UpdateAsync(
        jobId,
        record => record.Underneath() == JobStatus.Pending
            ? new JobUpdate<bool>(true, new JobChange { Record = Begun(record), Events = [Start] })
            : new JobUpdate<bool>(false),
        CancellationToken.None);

    private JobRecord Begun(JobRecord record) =>
        record.GoOnTo(JobStatus.Running, JobPhase.Analysis, clock.GetUtcNow()) with { WakeUp = null };

    private async Task<StageOutcome> StoreAsync(AnalyzeTask task, Analysis analysis, JobReporter.Report report)
    {
        var sorted = analysis with { Content = [.. analysis.Content.OrderBy(entry => entry.Name, StringComparer.Ordinal)] };
        var proceed = await jobs.UpdateAsync(
            task.JobId,
            record =>
            {
                if (record.HasEnded(task.Run))
                {
                    return new JobUpdate<bool>(false);
                }

                var isNew = record.Underneath() == JobStatus.Pending;
                var (reported, events) = report.ApplyTo((isNew ? Begun(record) : record) with { UpdatedAt = clock.GetUtcNow() });
                var planned = reported with
                {
                    Drift = reported.Drift is { } drift ? drift with { IsAnalyzed = true } : null,
                    Job = reported.Job with { Phase = JobPhase.Plan },
                };
                return new JobUpdate<bool>(true, new JobChange
                {
                    Record = planned,
                    Events = isNew ? [Start, .. events] : events,
                    Analysis = sorted,
                });
            },
            CancellationToken.None);
        return new StageOutcome(proceed ? StageVerdict.Proceed : StageVerdict.Stopped);
    }
}
