using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

internal sealed class GetPlanHandler(IJobStore jobs, CurrentPlan plans) : JobEndpointHandler(jobs)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, JobRecord record, CancellationToken cancellationToken)
    {
        if (await plans.ReadAsync(record, cancellationToken) is not { } plan)
        {
            return Refusals.PlanNotReady(record.Job.Status);
        }

        request.Http.HttpContext.Response.Headers.ETag = EntityTags.Of(plan.Hash);
        return Answers.Json(plan, ContractsJson.Default.Plan);
    }
}
