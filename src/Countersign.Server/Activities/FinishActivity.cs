using Countersign.Contracts.Jobs;
using Countersign.Contracts.Workflow;
using Countersign.Durable;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Activities;

/// <summary>
/// Makes the result document of the steps' results and completes the job, once every step that was approved has completed and unless the
/// last of them did so at once. A repeat finds the job final.
/// </summary>
internal sealed class FinishActivity(
    IJobStore jobs, StageParts parts, ApprovalProof proof, JobCompletion completion, JobFailures failures, StageEntry entry, WorkFolders work)
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

        try
        {
            var approved = await proof.LoadAsync(record!, input.PlanVersion, input.PlanHash, cancellationToken);
            var states = await parts.ReadStepsAsync(record!, input.PlanVersion, cancellationToken);
            var result = await completion.SummarizeAsync(record!, approved, states, cancellationToken);
            var ended = await jobs.UpdateAsync(input.JobId, current => Complete(current, input.Run, result), CancellationToken.None);
            work.Release(input.JobId);
            return ended ?? Stopped;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WorkErrors.AreTheKinds(exception))
        {
            var failure = failures.Explain(exception, input.JobId);
            return await failures.SettleAsync(
                input.JobId, input.Run, failure, attempt: 1, new JobReporter.Report([], record!.Job.Progress));
        }
    }

    private JobUpdate<StageOutcome> Complete(JobRecord record, int run, JobCompletion.JobResult result)
    {
        if (record.HasEnded(run))
        {
            return new JobUpdate<StageOutcome>(Stopped);
        }

        return record.Job.Status == JobStatus.Paused
            ? entry.Hold(record)
            : new JobUpdate<StageOutcome>(Stopped, completion.Complete(record, result));
    }
}
