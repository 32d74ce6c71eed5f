using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>Runs of tasks as a replaced service had them.</summary>
public sealed class RunFunctions(FunctionInvoker api)
{
    [Function("CreateRun")]
    public Task<IResult> CreateRunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.Create, request, durable);

    [Function("ListRuns")]
    public Task<IResult> ListRunsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.List, request, durable);

    [Function("GetRun")]
    public Task<IResult> GetRunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/runs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.Get, request, durable);

    [Function("PatchRun")]
    public Task<IResult> PatchRunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/runs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.Patch, request, durable);

    [Function("DeleteRun")]
    public Task<IResult> DeleteRunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/runs/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.Delete, request, durable);

    [Function("ApproveRun")]
    public Task<IResult> ApproveRunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/runs/{id}/approve")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.Approve, request, durable);

    [Function("GetRunLogs")]
    public Task<IResult> GetRunLogsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/runs/{id}/logs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(RunEndpoints.Logs, request, durable);
}
