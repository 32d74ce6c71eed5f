using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Jobs;

internal sealed class GetAnalysisHandler(IJobStore jobs, IJobDocuments documents) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        return await documents.GetAnalysisAsync(record.Job.JobId, cancellationToken) is { } analysis
            ? Answers.Json(analysis, ContractsJson.Default.Analysis)
            : Refusals.AnalysisNotReady(record.Job.Status);
    }
}
