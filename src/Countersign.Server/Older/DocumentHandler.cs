using Countersign.Server.Http;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>A handler of one job document's endpoint: finds the job first, and answers only for those who may see it.</summary>
internal abstract class DocumentHandler(IJobStore jobs) : EnvelopeHandler
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var jobId = request.Route("id");
        var record = await jobs.GetAsync(jobId, cancellationToken);
        return !ApproverRules.MayFind(request.Caller, record) || DocumentOperations.Of(record.Job.Kind) is null
            ? Refusals.JobNotFound(jobId)
            : await AnswerAsync(record, cancellationToken);
    }

    protected abstract Task<IResult> AnswerAsync(JobRecord record, CancellationToken cancellationToken);
}
