using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

/// <summary>A handler of one job's endpoint: finds the job first, and answers only for those who may see it.</summary>
internal abstract class JobEndpointHandler(IJobStore jobs) : IEndpointHandler
{
    protected IJobStore Jobs { get; } = jobs;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var jobId = request.Route("id");
        var record = await Jobs.GetAsync(jobId, cancellationToken);

        // Someone else's job is as unknown as none, and so is one whose removal has begun.
        return record is not null && record.WakeUp != WakeUp.Remove && request.Caller.MayRead(record.Job.Owner)
            ? await AnswerAsync(request, record, cancellationToken)
            : Refusals.JobNotFound(jobId);
    }

    /// <summary>Answers for a job that the caller may see.</summary>
    protected abstract Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken);
}
