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

    [Function("ListPlanVersions")]
    public Task<IResult> ListPlanVersionsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/plan/versions")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Versions, request, durable);

    [Function("GetPlanVersion")]
    public Task<IResult> GetPlanVersionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/plan/versions/{version}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Version, request, durable);

    [Function("DiffPlans")]
    public Task<IResult> DiffPlansAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/jobs/{id}/plan/diff")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Diff, request, durable);

    [Function("EditPlan")]
    public Task<IResult> EditPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/jobs/{id}/plan")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Edit, request, durable);

    [Function("RollbackPlan")]
    public Task<IResult> RollbackPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/plan/rollback")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(PlanEndpoints.Rollback, request, durable);
}
