using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Server.Jobs;
using Countersign.Server.Metrics;
using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Secrets;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Activities;

/// <summary>What follows from work that failed: another attempt, or the end of the job.</summary>
internal sealed class JobFailures(
    IJobStore jobs, ExecutionOptions options, StepReceipts receipts, KindFigures figures, TimeProvider clock, ILogger<JobFailures> logger)
{
    /// <summary>Turns whatever a kind threw into a failure that may be shown; what is not expected stays in the log.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="mask">What hides the job's secrets in the log; null where the kind was given none.</param>
    public WorkFailedException Explain(Exception exception, string jobId, SecretMask? mask = null)
    {
        if (exception is WorkFailedException expected)
        {
            return expected;
        }

        logger.KindFailed((mask ?? SecretMask.Nothing).Apply(exception.InnerException ?? exception), jobId);
        return new WorkFailedException(
            ErrorCodes.InternalError, "The work failed for a reason that only the server's log tells.", inner: exception);
    }

    /// <summary>Stores the failure, unless it is to be tried again.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="run">The attempt at the job.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="attempt">Which repetition of the stage failed.</param>
    /// <param name="report">What the work reported before.</param>
    /// <param name="step">The step's state before the failure; null in analysis and planning.</param>
    public async Task<StageOutcome> SettleAsync(
        string jobId, int run, WorkFailedException failure, int attempt, JobReporter.Report report, FailedStep? step = null)
    {
        // Signed before it is stored: signing may take long, and what decides below must not wait.
        var now = clock.GetUtcNow();
        var error = new JobError(failure.Code, failure.Message, step?.Step.Id, failure.Details);
        var receipt = step is null
            ? null
            : await receipts.SignAsync(jobId, step.ToState(error, now), step.InputDigest, content: null, step.Artifacts, CancellationToken.None);
        var measured = await MeasureAsync(jobId, failure, step?.ToState(error, now));
        var outcome = await jobs.UpdateAsync(
            jobId, record => Decide(record, run, failure, error, attempt, report, step, now) is var update && update.Change is { } change
                ? update with { Change = (change with { Receipt = receipt }).With(step?.Artifacts ?? []).Measuring(measured) }
                : update, CancellationToken.None);
        return outcome ?? new StageOutcome(StageVerdict.Stopped);
    }

    /// <summary>What the failed run tells in figures. A failure that is no error of the machine may carry what the kind found until then.</summary>
    private async Task<IReadOnlyList<StoredMetric>> MeasureAsync(string jobId, WorkFailedException failure, StepState? step)
    {
        var ofStep = step is null ? [] : StepFigures.Of(step);
        return failure is { Retryable: false, Details: { } details } && await jobs.GetAsync(jobId, CancellationToken.None) is { } record
            ? [.. ofStep, .. figures.Read(record.Job, details)]
            : ofStep;
    }

    private JobUpdate<StageOutcome> Decide(
        JobRecord record, int run, WorkFailedException failure, JobError error, int attempt, JobReporter.Report report, FailedStep? step, DateTimeOffset now)
    {
        if (record.HasEnded(run))
        {
            return new JobUpdate<StageOutcome>(new StageOutcome(StageVerdict.Stopped));
        }

        var (reported, events) = report.ApplyTo(record with { UpdatedAt = now });

        var retry = failure.Retryable && attempt <= options.RetriesOf(record.Job.Kind);
        var wait = retry ? Math.Pow(2, attempt) : 0;
        var change = new JobChange
        {
            Record = retry ? reported : reported.FailFor(error, now),
            Events =
            [
                .. events,
                .. step is null ? [] : new[] { step.ToEvent(error, wait) },
                .. retry ? [] : new[] { new EventDraft(EventTypes.Failure, Error: error) },
            ],
            Step = step?.ToState(error, now),
        };
        return new JobUpdate<StageOutcome>(
            retry ? new StageOutcome(StageVerdict.Retry, wait) : new StageOutcome(StageVerdict.Stopped), change);
    }
}
