using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetResultHandler(IJobStore jobs, JobResults results) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        return record.Job.Status.IsFinal()
            ? Answers.Json(await results.ReadAsync(record, cancellationToken), ContractsJson.Default.JobResult)
            : Refusals.NotFinished(record.Job.Status);
    }
}
