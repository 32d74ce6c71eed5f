using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Moving jobs through their life.</summary>
public sealed class LifecycleFunctions(FunctionInvoker api)
{
    [Function("PauseJob")]
    public Task<IResult> PauseJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/pause")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Pause, request, durable);

    [Function("ResumeJob")]
    public Task<IResult> ResumeJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/resume")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Resume, request, durable);

    [Function("CancelJob")]
    public Task<IResult> CancelJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Cancel, request, durable);

    [Function("RetryJob")]
    public Task<IResult> RetryJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/retry")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Retry, request, durable);

    [Function("RerunJob")]
    public Task<IResult> RerunJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jobs/{id}/rerun")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Rerun, request, durable);

    [Function("PatchJob")]
    public Task<IResult> PatchJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Patch, request, durable);

    [Function("DeleteJob")]
    public Task<IResult> DeleteJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jobs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(LifecycleEndpoints.Delete, request, durable);
}
