using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetAnalysisHandler(JobAccess access, IJobDocuments documents) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (record, refusal) = await access.FindAsync(request, cancellationToken);
        if (record is null)
        {
            return refusal!;
        }

        return await documents.GetAnalysisAsync(record.Job.JobId, cancellationToken) is { } analysis
            ? Answers.Json(analysis, ContractsJson.Default.Analysis)
            : Refusals.AnalysisNotReady(record.Job.Status);
    }
}
