using Countersign.Contracts;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetResultHandler(JobAccess access, JobResults results) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (record, refusal) = await access.FindAsync(request, cancellationToken);
        if (record is null)
        {
            return refusal!;
        }

        return record.Job.Status.IsFinal()
            ? Answers.Json(await results.ReadAsync(record, cancellationToken), ContractsJson.Default.JobResult)
            : Refusals.NotFinished(record.Job.Status);
    }
}
