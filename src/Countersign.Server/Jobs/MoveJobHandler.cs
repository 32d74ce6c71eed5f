using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.WakeUps;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>A handler that asks a job to move and answers with the job: only for its owner and administrators.</summary>
internal abstract class MoveJobHandler(IJobStore jobs, WakeUpSender wakeUps) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var moved = await MoveAsync(request, record, cancellationToken);
        switch (moved)
        {
            case null:
                return Refusals.JobNotFound(record.Job.JobId);
            case { Refusal: { } refusal }:
                return refusal;
            default:
                await wakeUps.TrySendAsync(moved.Record, CancellationToken.None);
                return Answer(moved.Record);
        }
    }

    /// <summary>Stores the move; null when the job is gone.</summary>
    protected abstract Task<MoveAnswer?> MoveAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken);

    protected virtual IResult Answer(JobRecord record) =>
        Answers.Json(record.Job, ContractsJson.Default.Job, StatusCodes.Status202Accepted);
}
