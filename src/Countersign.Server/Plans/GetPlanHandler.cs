using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Plans;

internal sealed class GetPlanHandler(JobAccess access, IPlanStore plans) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (record, refusal) = await access.FindAsync(request, cancellationToken);
        if (record is null)
        {
            return refusal!;
        }

        var plan = record.Job.Plan is { } current
            ? await plans.GetAsync(record.Job.JobId, current.Version, cancellationToken)
            : null;
        if (plan is null)
        {
            return Refusals.PlanNotReady(record.Job.Status);
        }

        request.Http.HttpContext.Response.Headers.ETag = $"\"{plan.Hash}\"";
        return Answers.Json(plan, ContractsJson.Default.Plan);
    }
}
