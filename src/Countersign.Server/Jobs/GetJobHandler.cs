using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.Turns;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetJobHandler(IJobStore jobs, JobTurns turns) : JobEndpointHandler(jobs)
{
    protected override Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Task.FromResult(Answers.Json(turns.Find(record.Job.JobId) is { } place ? record.Job with { Queue = place } : record.Job, ContractsJson.Default.Job));
}
