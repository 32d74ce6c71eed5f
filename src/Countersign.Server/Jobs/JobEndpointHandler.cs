using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Plans;
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
        if (!ApproverRules.MayFind(request.Caller, record))
        {
            return Refusals.JobNotFound(jobId);
        }

        return RefuseCaller(request, record.Job) is { } refusal ? refusal : await AnswerAsync(request, record, cancellationToken);
    }

    /// <summary>
    /// Why somebody who may read the job may not do this with it; null when they may. Unless a handler says otherwise, who may
    /// read may look, and changing is for the owner and administrators.
    /// </summary>
    protected virtual Refusal? RefuseCaller(ApiRequest request, Job job) =>
        HttpMethods.IsGet(request.Http.Method) || HttpMethods.IsHead(request.Http.Method) || request.Caller.MayRead(job.Owner)
            ? null
            : Refusals.Forbidden($"The job belongs to '{job.Owner}'; only its owner and administrators may do that.");

    /// <summary>Answers for a job that the caller may see.</summary>
    protected abstract Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken);
}
