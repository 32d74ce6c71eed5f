using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetJobHandler(IJobStore jobs) : JobEndpointHandler(jobs)
{
    protected override Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Task.FromResult(Answers.Json(record.Job, ContractsJson.Default.Job));
}
