using Countersign.Contracts;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetJobHandler(JobAccess access) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (record, refusal) = await access.FindAsync(request, cancellationToken);
        return record is null ? refusal! : Answers.Json(record.Job, ContractsJson.Default.Job);
    }
}
