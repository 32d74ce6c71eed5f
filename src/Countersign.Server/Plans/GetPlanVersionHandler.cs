using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

internal sealed class GetPlanVersionHandler(IJobStore jobs, PlanVersions versions) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        var (plan, refusal) = await versions.FindAsync(record, request.Route("version"), cancellationToken);
        if (plan is null)
        {
            return refusal!;
        }

        request.Http.HttpContext.Response.Headers.ETag = EntityTags.Of(plan.Hash);
        return Answers.Json(plan, ContractsJson.Default.Plan);
    }
}
