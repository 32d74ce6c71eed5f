using Countersign.Contracts.Errors;
using Countersign.Contracts.Workflow;
using Countersign.Durable;

namespace Countersign.Server.Activities;

/// <summary>Fails a job one of whose activities could not be run, however often it was tried.</summary>
internal sealed class FailActivity(JobFailures failures) : IActivity<FailTask, StageOutcome>
{
    public Task<StageOutcome> RunAsync(ActivityContext context, FailTask input, CancellationToken cancellationToken)
    {
        var failure = new WorkFailedException(
            ErrorCodes.InternalError, $"The server could not run '{input.Activity}' for this job; its log tells why.");
        return failures.SettleAsync(input.JobId, input.Run, failure, attempt: 1, new JobReporter.Report([], Percent: 0));
    }
}
