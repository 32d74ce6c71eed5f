using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Kinds;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Server.Telemetry;

namespace Countersign.Server.Activities;

/// <summary>
/// Analyses a job's input and stores what was found, again when that has changed since, and goes on to the plan where nothing took any
/// time. A repeat finds the stored analysis and does nothing.
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
    PlanMaker maker,
    PlanStage stage,
    StageObserver observer,
    TimeProvider clock) : IActivity<AnalyzeTask, StageOutcome>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(20);
    private static readonly StageOutcome Proceed = new(StageVerdict.Proceed);
    private static readonly StageOutcome Stopped = new(StageVerdict.Stopped);
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
            return Proceed;
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
            var isShort = await EndsAtOnceAsync(work);
            if (!isShort)
            {
                await BeginAsync(job.JobId);
            }

            var analysis = (await work).InOrder();
            return isShort && isFirst
                ? await StoreAndPlanAsync(record, input, analysis, reporter.Take(), cancellationToken)
                : await StoreAsync(input, analysis, reporter.Take());
        }
        catch (JobEndedException)
        {
            return Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            await BeginAsync(input.JobId);
            return await failures.SettleAsync(input.JobId, input.Run, failures.Explain(exception, input.JobId), input.Attempt, reporter.Take());
        }
    }

    /// <summary>
    /// Waits for as long as nobody would see the difference; false when the work goes on. What is over then needs no word that it has begun.
    /// </summary>
    /// <remarks>Real time, whatever clock the jobs live by: what is short is so for a person who watches.</remarks>
    private static Task<bool> EndsAtOnceAsync(Task work) => work.EndsWithinAsync(AtOnce, TimeProvider.System);

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
        var proceed = await jobs.UpdateAsync(
            task.JobId,
            record => record.HasEnded(task.Run) ? new JobUpdate<bool>(false) : new JobUpdate<bool>(true, Analyzed(record, analysis, report)),
            CancellationToken.None);
        return proceed ? Proceed : Stopped;
    }

    /// <summary>
    /// Stores an analysis that took no time together with the plan that is made of it, unless that takes its time: then one after the other,
    /// so that somebody who watches sees how far the job is.
    /// </summary>
    private async Task<StageOutcome> StoreAndPlanAsync(
        JobRecord record, AnalyzeTask input, Analysis analysis, JobReporter.Report report, CancellationToken cancellationToken)
    {
        var task = new PlanTask(input.JobId, Round: 1, Attempt: 1, input.Run);
        var reporter = new JobReporter(step: null, task.Attempt, ProgressScale.Analyzed, ProgressScale.Analyzed, []);
        var making = Task.Run(
            () => observer.RunAsync(
                WireNames.Plan,
                input.JobId,
                stepId: null,
                () => maker.MakeAsync(record, task, analysis, reporter, cancellationToken),
                cancellationToken),
            CancellationToken.None);
        await EndsAtOnceAsync(making);
        if (making.IsCompletedSuccessfully)
        {
            var made = await making;
            var planned = reporter.Take();
            return await jobs.UpdateAsync(
                input.JobId, current => AnalyzedAndPlanned(current, task, analysis, report, made, planned), CancellationToken.None) ?? Stopped;
        }

        var stored = await StoreAsync(input, analysis, report);
        var outcome = await stage.StoreAsync(task, making, reporter, cancellationToken);
        return stored.Verdict == StageVerdict.Proceed ? stored with { Planned = outcome } : stored;
    }

    /// <summary>Of a job that was paused meanwhile only the analysis counts, which had begun.</summary>
    private JobUpdate<StageOutcome> AnalyzedAndPlanned(
        JobRecord record, PlanTask task, Analysis analysis, JobReporter.Report report, PlanMaker.MadePlan made, JobReporter.Report planned)
    {
        if (record.HasEnded(task.Run))
        {
            return new JobUpdate<StageOutcome>(Stopped);
        }

        var analyzed = Analyzed(record, analysis, report);
        return record.Pause is null && maker.Add(analyzed.Record, task, made, planned) is { Outcome.Outcome: { } outcome, Change: { } change }
            ? new JobUpdate<StageOutcome>(Proceed with { Planned = outcome }, analyzed.FollowedBy(change))
            : new JobUpdate<StageOutcome>(Proceed, analyzed);
    }

    private JobChange Analyzed(JobRecord record, Analysis analysis, JobReporter.Report report)
    {
        var isNew = record.Underneath() == JobStatus.Pending;
        var begun = isNew ? Begun(record) : record;
        var (reported, events) = report.ApplyTo(begun with { UpdatedAt = clock.GetUtcNow() });
        var analyzed = reported with
        {
            Drift = reported.Drift is { } drift ? drift with { IsAnalyzed = true } : null,
            Job = reported.Job with { Phase = JobPhase.Plan },
        };
        return new JobChange { Record = analyzed, Events = isNew ? [Start with { Then = begun }, .. events] : events, Analysis = analysis };
    }
}
