using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Countersign.Functions.Http;

/// <summary>What the service is, and how it is.</summary>
public sealed class ServiceFunctions(FunctionInvoker api)
{
    [Function("GetCapabilities")]
    public Task<IResult> GetCapabilitiesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/capabilities")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ServiceEndpoints.Capabilities, request, durable);

    [Function("GetHealth")]
    public Task<IResult> GetHealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ServiceEndpoints.Health, request, durable);

    [Function("GetLiveness")]
    public Task<IResult> GetLivenessAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/live")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ServiceEndpoints.Liveness, request, durable);

    [Function("GetReadiness")]
    public Task<IResult> GetReadinessAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ServiceEndpoints.Readiness, request, durable);

    [Function("GetStatistics")]
    public Task<IResult> GetStatisticsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/stats")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ServiceEndpoints.Statistics, request, durable);

    [Function("GetOpenApi")]
    public Task<IResult> GetOpenApiAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        api.InvokeAsync(ServiceEndpoints.OpenApi, request, durable);
}
