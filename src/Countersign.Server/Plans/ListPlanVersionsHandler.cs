using Countersign.Contracts;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

internal sealed class ListPlanVersionsHandler(IJobStore jobs, PlanVersions versions) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken) =>
        Answers.Json(new PlanVersionList(await versions.ListAsync(record, cancellationToken)), ContractsJson.Default.PlanVersionList);
}
