using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Reading plans and deciding on them.</summary>
public sealed class PlanFunctions(FunctionInvoker api)
{
    [Function("GetPlan")]
    public Task<IResult> GetPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/plan")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Get, request, durable);

    [Function("DecidePlan")]
    public Task<IResult> DecidePlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/approve")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Decide, request, durable);
}
